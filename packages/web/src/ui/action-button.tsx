"use client";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Failure } from "./failure";
import { useAction } from "./use-action";

/** A quiet button for what is done at once. Why it was not done stands above it, until the next try. */
export function ActionButton(props: {
  act: () => Promise<void>;
  /** Busy with what was asked for before. */
  busy?: boolean;
  className?: string;
  /** Its name, where it can be done from anywhere. */
  deed?: string;
  children: ReactNode;
}) {
  const { act, busy = false, className = "", deed, children } = props;
  const action = useAction(act);
  return (
    <>
      {action.failure !== undefined && <Failure error={action.failure} />}
      <Button
        data-deed={deed}
        look="quiet"
        size="small"
        className={`justify-self-start ${className}`}
        busy={busy || action.busy}
        onClick={() => action.run()}
      >
        {children}
      </Button>
    </>
  );
}
