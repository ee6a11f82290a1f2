import { type CronFields, parseCronFields } from "./cron-fields";
import { instantAfterGap, instantOf, wallTimeAt } from "./zoned-time";

export type ScheduleExpression =
  /** Milliseconds between two times. */
  | { readonly kind: "rate"; readonly period: number }
  | { readonly kind: "cron"; readonly fields: CronFields }
  /** A wall-clock time as epoch milliseconds of UTC. */
  | { readonly kind: "at"; readonly wall: number };

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const DAY = 86_400_000;

/**
 * Reads `rate(5 minutes)`, `cron(0 12 * * ? *)` and, for the Scheduler, `at(2026-01-31T12:00:00)`;
 * `undefined` where the expression is not valid. In a rule, a rate of 1 takes the singular unit and any
 * other the plural; the Scheduler does not mind.
 */
export function parseSchedule(
  expression: string,
  owner: "rule" | "scheduler",
): ScheduleExpression | undefined {
  const [, kind, inner = ""] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === "cron") {
    const fields = parseCronFields(inner);
    return fields && { kind, fields };
  }
  if (kind === "at") return owner === "scheduler" ? parseAt(inner) : undefined;
  const [, count = "", unit = "", plural] = /^(\d+) +(minute|hour|day)(s?)$/.exec(inner) ?? [];
  if (kind !== "rate" || Number(count) < 1) return undefined;
  if (owner === "rule" && (Number(count) === 1) !== (plural === "")) return undefined;
  return { kind, period: Number(count) * (UNITS[unit] ?? DAY) };
}

function parseAt(text: string): ScheduleExpression | undefined {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(wall)) return undefined;
  // A day that is not in the calendar, such as 31 June, is parsed as one of the next month.
  return new Date(wall).toISOString().startsWith(text) ? { kind: "at", wall } : undefined;
}

/** What a schedule is reckoned by, beside its expression. */
export interface ScheduleFrame {
  readonly zone: string;
  /** The instant a rate counts from, in epoch milliseconds: its first time. */
  readonly anchor: number;
}

/**
 * The first time strictly after `after`, both in epoch milliseconds; `undefined` where there is none.
 * A cron time that the clock skips in spring is left out, one that comes twice in autumn is taken once.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function nextTime(
  expression: ScheduleExpression,
  after: number,
  { zone, anchor }: ScheduleFrame,
): number | undefined {
  if (expression.kind === "rate") {
    const passed = Math.floor((after - anchor) / expression.period) + 1;
    return anchor + Math.max(passed, 0) * expression.period;
  }
  if (expression.kind === "cron") return nextCronTime(expression.fields, after, zone);
  const at = new Date(expression.wall);
  const wall = wallTimeAt(at.getTime(), "UTC");
  const instant = instantAfterGap(wall, zone);
  return instant > after ? instant : undefined;
}

function nextCronTime(cron: CronFields, after: number, zone: string): number | undefined {
  const today = wallTimeAt(after, zone);
  const lastYear = Math.max(...cron.years);
  let date = Date.UTC(today.year, today.month - 1, today.day);
  for (;;) {
    const { year, month, day } = wallTimeAt(date, "UTC");
    if (year > lastYear) return undefined;
    if (!cron.years.has(year)) date = Date.UTC(year + 1, 0, 1);
    else if (!cron.months.has(month)) date = Date.UTC(year, month, 1);
    else {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const weekday = new Date(date).getUTCDay() + 1;
      if (cron.fitsDay({ day, weekday, last })) {
        const found = firstTimeOfDay(cron, { year, month, day }, after, zone);
        if (found !== undefined) return found;
      }
      date += DAY;
    }
  }
}

/**
 * Looks at each wall-clock time of a day in order. Those a clock change moves are rare, but they can
 * move past a later time, hence the comparison with `after` as instants and not as wall clocks.
 */
function firstTimeOfDay(
  { hours, minutes }: CronFields,
  date: { year: number; month: number; day: number },
  after: number,
  zone: string,
): number | undefined {
  for (const hour of hours) {
    const lastOfHour = instantOf({ ...date, hour, minute: 59 }, zone);
    if (lastOfHour !== undefined && lastOfHour <= after) continue;
    for (const minute of minutes) {
      const instant = instantOf({ ...date, hour, minute }, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  }
  return undefined;
}
