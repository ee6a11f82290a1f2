import type { Day, OpeningTime } from "@faibric/core/site/profile.schema";

const DAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
// A Monday, so that each day of a week can be named.
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** A week's opening times, a line for each day from the first of the locale's week. */
export function weekOf(times: readonly OpeningTime[], locale: string) {
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: locale.startsWith("en") ? "numeric" : "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  const at = (time: string) => new Date(`2024-01-01T${time}:00Z`);
  const first = firstDayOf(locale);
  return DAYS.map((_, index) => (index + first) % DAYS.length).map((index) => {
    const day = DAYS[index] as Day;
    const open = times
      .filter((time) => time.day === day)
      .toSorted((one, other) => one.opens.localeCompare(other.opens));
    return {
      name: name.format(MONDAY + index * DAY_MS),
      // Not as a range: one that ends on the next morning would be written with its dates.
      times: open.map(
        ({ opens, closes }) => `${clock.format(at(opens))} – ${clock.format(at(closes))}`,
      ),
    };
  });
}

/** 0 for a week that begins on Monday, 6 for Sunday, 5 for Saturday. Source: Unicode CLDR */
function firstDayOf(locale: string): number {
  const of = new Intl.Locale(locale).maximize() as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return (of.getWeekInfo?.().firstDay ?? 1) - 1;
}
