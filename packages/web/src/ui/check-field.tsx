"use client";
import { type ComponentProps, useId } from "react";

/** Something that is so or not. */
export function CheckField({
  label,
  hint,
  ...input
}: ComponentProps<"input"> & { label: string; hint?: string }) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        {...input}
        id={id}
        type="checkbox"
        aria-describedby={hint && `${id}-hint`}
        className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent"
      />
      <span className="grid">
        <label htmlFor={id} className="cursor-pointer font-medium text-sm">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-quiet text-sm">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
