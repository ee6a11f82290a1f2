"use client";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import { Labelled } from "../field";
import { AmountError, digitsOf, formatAmount, readAmount } from "./money";
import { BOX } from "./number-field";
import { TypingError, useTyped } from "./use-typed";

/** An amount in minor units, typed as the language writes it: 12,50 of EUR is 1250. */
export function MoneyField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Minor units; undefined for nothing, or what cannot be read. */
  amount: number | undefined;
  onAmount: (amount: number | undefined) => void;
  currency: string;
  /** Those that can be chosen. Without it the currency is as it is. */
  currencies?: readonly string[];
  onCurrency?: (currency: string) => void;
  /** Whether it may be below nothing, such as a correction. */
  signed?: boolean;
  disabled?: boolean;
}) {
  const { label, hint, amount, onAmount, currency, currencies = [], onCurrency } = props;
  const { signed = false, disabled } = props;
  const words = useTranslations("number");
  const { locale } = useFormat();
  const write = (minor: number) => formatAmount({ amount: minor, currency }, locale);
  const read = (text: string): number => {
    try {
      const minor = readAmount(text, currency, locale);
      if (minor < 0 && !signed) throw new TypingError(words("least", { least: write(0) }));
      return minor;
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      const example = write(1_250 * 10 ** Math.max(0, digitsOf(currency) - 2));
      throw new TypingError(words(error.why, { example, digits: digitsOf(currency) }));
    }
  };
  const typed = useTyped({ value: amount, write, read, onChange: onAmount });
  return (
    <Labelled label={label} hint={hint} error={props.error ?? typed.error}>
      {(described) => (
        <span className={BOX}>
          <input
            {...described}
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            value={typed.text}
            placeholder={write(0)}
            onChange={({ target }) => typed.type(target.value)}
            onBlur={typed.leave}
            className="min-w-0 flex-1 bg-transparent px-3 tabular-nums outline-none"
          />
          {currencies.length > 1 ? (
            <select
              aria-label={words("currency", { label })}
              disabled={disabled}
              value={currency}
              onChange={({ target }) => onCurrency?.(target.value)}
              className="cursor-pointer rounded-e-lg border-line border-s bg-raised px-2 text-quiet text-sm -outline-offset-2"
            >
              {currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          ) : (
            <span className="self-center pe-3 text-quiet text-sm">{currency}</span>
          )}
        </span>
      )}
    </Labelled>
  );
}
