"use client";
import type { ComponentProps } from "react";
import { INPUT, Labelled } from "./field";

/** A labelled text of several lines. */
export function TextField({
  label,
  hint,
  error,
  ...area
}: ComponentProps<"textarea"> & { label: string; hint?: string; error?: string | undefined }) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => <textarea {...area} {...described} className={`${INPUT} py-2`} />}
    </Labelled>
  );
}
