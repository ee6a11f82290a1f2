"use client";
import { useFormat } from "../../frame/format";
import { formatMoney, toDecimal } from "../numbers/money";

/** What is compared: each has a colour and a name. At most six, or nobody tells them apart. */
export interface Series {
  readonly key: string;
  readonly title: string;
}

/** One place of a chart, such as a day: its name, and what each series has there. Null is a gap. */
export interface Point {
  readonly key: string;
  readonly label: string;
  readonly values: Readonly<Record<string, number | null>>;
}

/** What the numbers are. Money is in minor units, a share is from 0 to 1. */
export type Unit =
  | { readonly kind: "number" }
  | { readonly kind: "share" }
  | { readonly kind: "money"; readonly currency: string };

export const COLOURS = [1, 2, 3, 4, 5, 6].map((index) => `var(--color-chart-${index})`);
export const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? "";

/** How values are written: whole where they are read, short at an axis. */
export function useValues(unit: Unit) {
  const { locale } = useFormat();
  const share = (value: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  const whole = (value: number): string => {
    if (unit.kind === "share") return share(value);
    if (unit.kind === "number") return new Intl.NumberFormat(locale).format(value);
    return formatMoney({ amount: Math.round(value), currency: unit.currency }, locale);
  };
  const short = (value: number): string => {
    if (unit.kind === "share") return share(value);
    const compact = { notation: "compact", maximumFractionDigits: 1 } as const;
    if (unit.kind === "number") return new Intl.NumberFormat(locale, compact).format(value);
    const { currency } = unit;
    const style = { ...compact, style: "currency", currency } as const;
    const amount = Number(toDecimal({ amount: Math.round(value), currency }));
    return new Intl.NumberFormat(locale, style).format(amount);
  };
  return { whole, short, share };
}
export type Values = ReturnType<typeof useValues>;
