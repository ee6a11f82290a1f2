"use client";
import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";

type InputProps = ComponentProps<"input"> & {
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** A labelled input. A fault stands below it, and is read out with it. */
export function Field({ label, hint, error, ...input }: InputProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => <input {...input} {...described} className={INPUT} />}
    </Labelled>
  );
}

/** A password, which may be looked at. */
export function PasswordField({ label, hint, error, ...input }: InputProps) {
  const words = useTranslations("field");
  const [shown, setShown] = useState(false);
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <span className="relative block">
          <input
            {...input}
            {...described}
            type={shown ? "text" : "password"}
            spellCheck={false}
            autoCapitalize="none"
            className={`${INPUT} pe-24`}
          />
          <button
            type="button"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 end-1 min-w-16 cursor-pointer rounded-md px-3 text-quiet text-sm hover:text-ink"
          >
            {shown ? words("hide") : words("show")}
          </button>
        </span>
      )}
    </Labelled>
  );
}

export const INPUT =
  "block min-h-11 w-full rounded-lg border border-edge bg-raised px-3 text-ink disabled:cursor-not-allowed disabled:bg-ground disabled:text-quiet aria-invalid:border-bad";

export interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** What any field has around it. */
export function Labelled(props: {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  children: (described: Described) => ReactNode;
}) {
  const { label, hint, error, children } = props;
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label id={`${id}-label`} htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": below ? `${id}-below` : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {below && (
        <p id={`${id}-below`} className={`text-sm ${error ? "text-bad" : "text-quiet"}`}>
          {below}
        </p>
      )}
    </div>
  );
}
