import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth } from "./calendar-days";
import { dayOf, startOfDay } from "./days";

/** From the beginning of one day to the end of another, in the tenant's time zone. */
export interface DateRange {
  readonly from: Day;
  readonly to: Day;
}

/** What is asked for again and again, by today. */
export const PRESETS = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  last7: (today) => ({ from: addDays(today, -6), to: today }),
  last30: (today) => ({ from: addDays(today, -29), to: today }),
  thisMonth: (today) => ({ from: firstOfMonth(today), to: today }),
  lastMonth: (today) => {
    const before = addMonths(firstOfMonth(today), -1);
    return { from: before, to: lastOfMonth(before) };
  },
  thisYear: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: today }),
} as const satisfies Readonly<Record<string, (today: Day) => DateRange>>;
export type Preset = keyof typeof PRESETS;

/** The preset that a range is today, if it is one. */
export function presetOf({ from, to }: DateRange, today: Day): Preset | undefined {
  const names = Object.keys(PRESETS) as Preset[];
  return names.find((name) => {
    const range = PRESETS[name](today);
    return range.from === from && range.to === to;
  });
}

export const todayIn = (timeZone: string | undefined, now = new Date()): Day =>
  dayOf(now.toISOString(), timeZone);

/** The instants of a range: the first that is in it, and the first that is not any more. */
export function instantsOf(range: DateRange, timeZone: string | undefined) {
  return {
    from: startOfDay(range.from, timeZone),
    until: startOfDay(addDays(range.to, 1), timeZone),
  };
}
