/** A wall-clock minute. `month` and `day` start at 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
}

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether `zone` is a time zone of the IANA database. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false; // Intl throws a RangeError on a zone it does not know
  }
}

/** The wall clock of a zone at an instant, in epoch milliseconds. */
export function wallTimeAt(instant: number, zone: string): Required<WallTime> {
  const local = new Date(instant + offsetAt(instant, zone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}

/**
 * The first instant at which a zone's wall clock shows this time; `undefined` where the clock skips it
 * in spring.
 */
export function instantOf(wall: WallTime, zone: string): number | undefined {
  const { year, month, day, hour, minute, second = 0 } = wall;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const offsets = [offsetAt(asUtc - DAY, zone), offsetAt(asUtc + DAY, zone)];
  const instants = offsets.map((offset) => asUtc - offset);
  const shown = instants.filter((instant) => instant + offsetAt(instant, zone) === asUtc);
  return shown.length > 0 ? Math.min(...shown) : undefined;
}

/** As `instantOf`, but a skipped time is read with the offset before the change: 02:30 becomes 03:30. */
export function instantAfterGap(wall: WallTime, zone: string): number {
  const { year, month, day, hour, minute, second = 0 } = wall;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  return instantOf(wall, zone) ?? asUtc - offsetAt(asUtc - DAY, zone);
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  if (zone === "UTC") return 0;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(instant / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    calendar: "gregory",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}
