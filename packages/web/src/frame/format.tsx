"use client";
import { createContext, type ReactNode, use, useMemo } from "react";
import { useLocale } from "use-intl";

/** What days, money and numbers follow: the business's, or where there is none, the reader's own. */
interface Habits {
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

const Context = createContext<Habits>({ locale: undefined, timeZone: undefined });

export function FormatProvider({ children, locale, timeZone }: Habits & { children: ReactNode }) {
  const habits = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return <Context value={habits}>{children}</Context>;
}

const DATE_TIME = { dateStyle: "medium", timeStyle: "short" } as const;
const STEPS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

export function useFormat() {
  const words = useLocale();
  const { locale = words, timeZone } = use(Context);
  const date = (instant: string) =>
    new Intl.DateTimeFormat(locale, { ...DATE_TIME, timeZone }).format(new Date(instant));
  const day = (instant: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(new Date(instant));
  const bytes = (count: number) => {
    const [unit, size] =
      count < 1_000_000 ? (["kilobyte", 1_000] as const) : (["megabyte", 1_000_000] as const);
    const style = { style: "unit", unit, maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(locale, style).format(count / size);
  };
  /** How long ago, in the reader's language. */
  const ago = (instant: string, now = Date.now()) => {
    const seconds = Math.round((Date.parse(instant) - now) / 1_000);
    const relative = new Intl.RelativeTimeFormat(words, { numeric: "auto" });
    const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
    return step
      ? relative.format(Math.round(seconds / step[1]), step[0])
      : relative.format(0, "second");
  };
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return { date, day, bytes, ago, number, timeZone };
}
