"use client";
import type { FormEventHandler, ReactNode } from "react";
import { Button } from "./button";
import { Failure } from "./failure";

/** The fields of one thing that is sent whole, why it was refused, and the button. */
export function Form(props: {
  submit: FormEventHandler<HTMLFormElement>;
  failure: unknown;
  busy: boolean;
  label: string;
  children?: ReactNode;
}) {
  const { submit, failure, busy, label, children } = props;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-md gap-5">
      {children}
      {failure !== undefined && <Failure error={failure} />}
      <Button type="submit" size="small" busy={busy} className="justify-self-start">
        {label}
      </Button>
    </form>
  );
}
