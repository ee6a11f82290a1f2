/** Whether a day fits; `weekday` is 1 for Sunday to 7, `last` the month's last day. */
export type DayTest = (day: CalendarDay) => boolean;

export interface CalendarDay {
  readonly day: number;
  readonly weekday: number;
  readonly last: number;
}

export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly fitsDay: DayTest;
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const RANGES = {
  minutes: { min: 0, max: 59 },
  hours: { min: 0, max: 23 },
  days: { min: 1, max: 31 },
  months: { min: 1, max: 12, names: MONTHS },
  weekdays: { min: 1, max: 7, names: WEEKDAYS },
  years: { min: 1970, max: 2199 },
} satisfies Record<string, Range>;

/**
 * Reads AWS's six cron fields: minutes, hours, day of month, month, day of week (1 is Sunday), year.
 * One of the two day fields must be `?`. `undefined` where they are not valid.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseCronFields(expression: string): CronFields | undefined {
  const fields = expression.trim().toUpperCase().split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = ""] = fields;
  const minutes = numbers(minute, RANGES.minutes);
  const hours = numbers(hour, RANGES.hours);
  const months = numbers(month, RANGES.months);
  const years = numbers(year, RANGES.years);
  const fitsDay = dayTest(day, weekday);
  if (fields.length !== 6 || !minutes || !hours || !months || !years || !fitsDay) return undefined;
  return { minutes, hours, months: new Set(months), years: new Set(years), fitsDay };
}

function dayTest(day: string, weekday: string): DayTest | undefined {
  if (weekday === "?") return day === "?" ? undefined : anyPart(day, dayOfMonthPart);
  return day === "?" ? anyPart(weekday, weekdayPart) : undefined;
}

function anyPart(field: string, parse: (part: string) => DayTest | undefined) {
  const tests = field.split(",").map(parse);
  if (tests.includes(undefined)) return undefined;
  return (day: CalendarDay) => tests.some((test) => test?.(day));
}

/** `L` the last day, `LW` the last working day, `15W` the working day nearest to the 15th. */
function dayOfMonthPart(part: string): DayTest | undefined {
  if (part === "L") return ({ day, last }) => day === last;
  if (part === "LW") return (at) => at.day === nearestWorkingDay(at.last, at);
  const near = /^(\d{1,2})W$/.exec(part)?.[1];
  if (near !== undefined) {
    const wanted = Number(near);
    if (wanted < 1 || wanted > 31) return undefined;
    return (at) => wanted <= at.last && at.day === nearestWorkingDay(wanted, at);
  }
  const days = numbers(part, RANGES.days);
  return days && (({ day }) => days.includes(day));
}

/** `L` Saturday, `6L` the last Friday of the month, `2#1` its first Monday. */
function weekdayPart(part: string): DayTest | undefined {
  if (part === "L") return ({ weekday }) => weekday === 7;
  const [, name = "", kind = "", nth = ""] = /^(\w+?)(L|#)(\d?)$/.exec(part) ?? [];
  if (kind) {
    const wanted = numberOf(name, RANGES.weekdays);
    if (wanted === undefined) return undefined;
    if (kind === "L") {
      if (nth) return undefined;
      return ({ day, weekday, last }) => weekday === wanted && day + 7 > last;
    }
    if (Number(nth) < 1 || Number(nth) > 5) return undefined;
    return ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(nth);
  }
  const weekdays = numbers(part, RANGES.weekdays);
  return weekdays && (({ weekday }) => weekdays.includes(weekday));
}

/** The working day nearest to `wanted` in its month: a neighbour, or two away at the month's edge. */
function nearestWorkingDay(wanted: number, { day, weekday, last }: CalendarDay): number {
  const on = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1;
  if (on === 7) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (on === 1) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
}

/** The numbers of a field of `*`, values, `a-b` ranges and `/n` steps, in order. */
function numbers(field: string, range: Range): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [span = "", step, ...more] = part.split("/");
    const every = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
    const bounds = boundsOf(span, range, step !== undefined);
    if (!bounds || every < 1 || more.length > 0) return undefined;
    for (let value = bounds[0]; value <= bounds[1]; value += every) found.add(wrap(value, range));
  }
  return [...found].sort((a, b) => a - b);
}

/** A range over the end of the week or year, such as FRI-MON, goes on past `max`. */
function boundsOf(span: string, range: Range, stepped: boolean): [number, number] | undefined {
  if (span === "*") return [range.min, range.max];
  const [low = "", high, ...more] = span.split("-");
  const from = numberOf(low, range);
  const to = high === undefined ? (stepped ? range.max : from) : numberOf(high, range);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  if (to >= from) return [from, to];
  return range.names ? [from, to + range.max] : undefined;
}

const wrap = (value: number, { max }: Range) => (value > max ? value - max : value);

function numberOf(text: string, { min, max, names }: Range): number | undefined {
  const named = names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
