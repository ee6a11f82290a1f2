"use client";
import type { ComponentProps } from "react";
import { INPUT, Labelled } from "./field";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a few: the system's own list, which every keyboard and phone knows. */
export function SelectField({
  label,
  hint,
  error,
  options,
  ...select
}: ComponentProps<"select"> & {
  label: string;
  hint?: string;
  error?: string | undefined;
  options: readonly Option[];
}) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <select {...select} {...described} className={INPUT}>
          <Options of={options} />
        </select>
      )}
    </Labelled>
  );
}

/** The same without a label of its own, as in a cell of a table. */
export function BareSelect({
  options,
  ...select
}: ComponentProps<"select"> & { "aria-label": string; options: readonly Option[] }) {
  return (
    <select
      {...select}
      className="min-h-8 cursor-pointer rounded-md border border-line bg-raised px-1.5 text-sm hover:border-edge"
    >
      <Options of={options} />
    </select>
  );
}

function Options({ of }: { of: readonly Option[] }) {
  return of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
