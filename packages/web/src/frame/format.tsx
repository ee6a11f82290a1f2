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
const SIZES = [
  ["gigabyte", 1_000_000_000],
  ["megabyte", 1_000_000],
] as const;
const UNITS = [
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How days, numbers and sizes are written here. The same functions as long as the habits are the same. */
export function useFormat() {
  const words = useLocale();
  const { locale = words, timeZone } = use(Context);
  return useMemo(() => formatsOf(words, locale, timeZone), [words, locale, timeZone]);
}

function formatsOf(words: string, locale: string, timeZone: string | undefined) {
  const dates = new Intl.DateTimeFormat(locale, { ...DATE_TIME, timeZone });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const numbers = new Intl.NumberFormat(locale);
  return {
    locale,
    timeZone,
    date: (instant: string) => dates.format(new Date(instant)),
    day: (instant: string) => days.format(new Date(instant)),
    number: (value: number) => numbers.format(value),
    bytes: (count: number) => {
      const [unit, size] =
        SIZES.find(([, least]) => count >= least) ?? (["kilobyte", 1_000] as const);
      const style = { style: "unit", unit, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, style).format(count / size);
    },
    /** How long ago, in the reader's language. */
    ago: (instant: string, now = Date.now()) => {
      const seconds = Math.round((Date.parse(instant) - now) / 1_000);
      const relative = new Intl.RelativeTimeFormat(words, { numeric: "auto" });
      const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
      return step
        ? relative.format(Math.round(seconds / step[1]), step[0])
        : relative.format(0, "second");
    },
    /** How long something takes, roughly, in the reader's language. */
    duration: (seconds: number) => {
      const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? (["second", 1] as const);
      const style = { style: "unit", unit, unitDisplay: "short" } as const;
      return new Intl.NumberFormat(words, style).format(Math.ceil(seconds / size));
    },
  };
}
