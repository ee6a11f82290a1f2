"use client";
import { ChevronsUpDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { INPUT, Labelled } from "../field";
import type { Choice } from "./choice";

const load = () => import("./choose-one");
const ChooseOne = lazy(load);

/**
 * One of very many, found by typing. Of a few, `SelectField` is better. What finds it is loaded when somebody
 * comes near, so that a page which only shows it is as light as before.
 */
export function ChooseField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  disabled?: boolean;
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
  /** Called when somebody comes near: what only choosing needs can wait for that. */
  onNear?: () => void;
}) {
  const { label, hint, error, value, onNear, ...rest } = props;
  const [wanted, want] = useState<"keys" | "pointer">();
  const chosen = rest.choices.find((choice) => choice.value === value);
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => {
        const still = (
          <span className="relative block">
            <input
              {...described}
              role="combobox"
              aria-expanded="false"
              aria-haspopup="listbox"
              readOnly
              disabled={rest.disabled}
              value={chosen?.label ?? ""}
              placeholder={rest.placeholder}
              onPointerEnter={() => {
                void load();
                onNear?.();
              }}
              onPointerDown={() => want("pointer")}
              onFocus={() => {
                want((before) => before ?? "keys");
                onNear?.();
              }}
              className={`${INPUT} pe-11`}
            />
            <ChevronsUpDown
              aria-hidden
              className="pointer-events-none absolute inset-y-0 end-3.5 my-auto size-4 text-quiet"
            />
          </span>
        );
        return wanted ? (
          <Suspense fallback={still}>
            <ChooseOne
              {...rest}
              described={described}
              chosen={chosen}
              opens={wanted === "pointer"}
            />
          </Suspense>
        ) : (
          still
        );
      }}
    </Labelled>
  );
}
