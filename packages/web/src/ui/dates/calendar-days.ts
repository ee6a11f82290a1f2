/** A day without a time or a place, such as 2026-03-29. Days compare as texts do. */
export type Day = string;

const DAY_MS = 86_400_000;
const parse = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const write = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parse(text) : Number.NaN;
  return !Number.isNaN(ms) && write(ms) === text;
};

export const addDays = (day: Day, count: number): Day => write(parse(day) + count * DAY_MS);

/** How many days there are from the one to the other, both counted. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((parse(to) - parse(from)) / DAY_MS) + 1;

/** The same day of another month, or its last where it has fewer. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + count, 1);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return write(first + (Math.min(date, last) - 1) * DAY_MS);
}

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;
export const lastOfMonth = (day: Day): Day => addDays(addMonths(firstOfMonth(day), 1), -1);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(parse(day)).getUTCDay() || 7;

interface WeekInfo {
  readonly firstDay: number;
}
/** What browsers have of a locale beyond the types: some as a method, older ones as a property. */
type WithWeek = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };

/** The day on which a week begins there: Monday in Germany, Sunday in the United States, Saturday in Egypt. */
export function firstWeekday(locale: string): number {
  const known: WithWeek = new Intl.Locale(locale);
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

export const startOfWeek = (day: Day, first: number): Day =>
  addDays(day, -((weekdayOf(day) - first + 7) % 7));

/** The weeks that a month touches, whole. */
export function weeksOf(month: Day, first: number): readonly (readonly Day[])[] {
  const start = startOfWeek(firstOfMonth(month), first);
  const count = Math.ceil(daysBetween(start, lastOfMonth(month)) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => addDays(start, week * 7 + day)),
  );
}

/** A day in words, whatever the zone. */
export function writeDay(day: Day, locale: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }).format(parse(day));
}

/** From one day to another in words, without saying twice what both have. */
export function writeRange({ from, to }: { from: Day; to: Day }, locale: string): string {
  const style = { dateStyle: "medium", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, style).formatRange(parse(from), parse(to));
}
