"use client";
import { Minus, Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import { Labelled } from "../field";
import { readDecimal } from "./number-text";
import { TypingError, useTyped } from "./use-typed";

/** A number, typed as the language writes it, or changed by arrows and buttons. */
export function NumberField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  /** How many digits there may be behind the point. */
  digits?: number;
  /** What is counted, such as kg. */
  unit?: string;
  disabled?: boolean;
}) {
  const { label, hint, value, onChange, min, max, step = 1, digits = 0, unit, disabled } = props;
  const words = useTranslations("number");
  const { locale } = useFormat();
  const write = (number: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(number);
  const read = (text: string): number => {
    const plain = readDecimal(text, locale);
    if (plain === undefined) {
      throw new TypingError(words("noNumber", { example: write(digits > 0 ? 12.5 : 1_250) }));
    }
    if ((plain.split(".")[1]?.length ?? 0) > digits) {
      throw new TypingError(words("tooFine", { digits }));
    }
    const number = Number(plain);
    if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new TypingError(words("tooLarge"));
    if (min !== undefined && number < min)
      throw new TypingError(words("least", { least: write(min) }));
    if (max !== undefined && number > max)
      throw new TypingError(words("most", { most: write(max) }));
    return number;
  };
  const typed = useTyped({ value, write, read, onChange });
  const change = (by: number) => {
    const scale = 10 ** digits; // whole steps, so that 0.1 and 0.2 are 0.3
    const next = (Math.round((value ?? min ?? 0) * scale) + Math.round(by * scale)) / scale;
    onChange(Math.min(max ?? next, Math.max(min ?? next, next)));
  };
  const pressed = (event: KeyboardEvent) => {
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: 10 * step, PageDown: -10 * step }[
      event.key
    ];
    if (by === undefined) return;
    event.preventDefault();
    change(by);
  };
  const tool = (by: number) => ({ disabled: disabled === true, onClick: () => change(by) });
  return (
    <Labelled label={label} hint={hint} error={props.error ?? typed.error}>
      {(described) => (
        <span className={BOX}>
          <input
            {...described}
            role="spinbutton"
            aria-valuenow={value}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuetext={unit && value !== undefined ? `${write(value)} ${unit}` : undefined}
            inputMode={digits > 0 ? "decimal" : "numeric"}
            autoComplete="off"
            disabled={disabled}
            value={typed.text}
            onChange={({ target }) => typed.type(target.value)}
            onBlur={typed.leave}
            onKeyDown={pressed}
            className="min-w-0 flex-1 bg-transparent px-3 tabular-nums outline-none"
          />
          {unit && <span className="self-center pe-2 text-quiet text-sm">{unit}</span>}
          <Step label={words("less", { label })} icon={Minus} {...tool(-step)} />
          <Step label={words("more", { label })} icon={Plus} {...tool(step)} />
        </span>
      )}
    </Labelled>
  );
}

/** Around an input and what belongs to it. */
export const BOX =
  "flex min-h-11 w-full min-w-0 rounded-lg border border-edge bg-raised text-ink focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 has-[[aria-invalid=true]]:border-bad has-[input:disabled]:bg-ground has-[input:disabled]:text-quiet";

function Step(props: { label: string; icon: typeof Plus; disabled: boolean; onClick: () => void }) {
  const { label, icon: Icon, disabled, onClick } = props;
  return (
    // Keys do the same in the field: it is no stop for Tab.
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="grid w-9 cursor-pointer place-items-center border-line border-s text-quiet last:rounded-e-lg hover:bg-line/50 hover:text-ink disabled:cursor-not-allowed"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
