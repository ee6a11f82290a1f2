import { addDays, type Day } from "../ui/dates/calendar-days";
import { dayOf } from "../ui/dates/days";

/** How many days are looked back upon, today included. */
export const DAYS = 30;

export interface DayCount {
  readonly day: Day;
  readonly count: number;
}

/** How much happened on each of the last thirty days, by the clocks of a zone; days on which nothing did, too. */
export function countByDay(
  instants: readonly string[],
  today: Day,
  timeZone: string | undefined,
): readonly DayCount[] {
  const counts = Map.groupBy(instants, (instant) => dayOf(instant, timeZone));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = addDays(today, index + 1 - DAYS);
    return { day, count: counts.get(day)?.length ?? 0 };
  });
}
