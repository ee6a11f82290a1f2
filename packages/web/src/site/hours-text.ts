import { Day, type OpeningTime } from "@faibric/core/site/profile.schema";

export const DAYS = Day.options;

/** The times of a day as people write them: `09:00-12:30, 14:00-18:00`. */
export function hoursText(times: readonly OpeningTime[], day: Day): string {
  return times
    .filter((time) => time.day === day)
    .map(({ opens, closes }) => `${opens}-${closes}`)
    .join(", ");
}

/** The times that a text says; undefined where it cannot be read. Nothing: closed. */
export function readHours(text: string, day: Day): OpeningTime[] | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const times = parts.map((part) => {
    const [, opens, closes] = /^(\d{1,2}[:.]\d{2})\s*[-–—]\s*(\d{1,2}[:.]\d{2})$/.exec(part) ?? [];
    return opens && closes ? { day, opens: clock(opens), closes: clock(closes) } : undefined;
  });
  return times.every((time) => time !== undefined) ? times : undefined;
}

const clock = (text: string) => text.replace(".", ":").padStart(5, "0");
