import * as z from "zod";

// What the values of options may be; each message says what would do.

export const flag = z.boolean().default(false);

export const limit = (most: number, byDefault: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, `a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((count) => count <= most, `a whole number from 1 to ${most}`)
    .default(byDefault);

/** ISO 8601 with a time zone, or a date alone: its first moment in UTC. */
export const instant = z
  .string("given: an instant such as 2026-01-31T09:00:00Z")
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/,
    "an instant such as 2026-01-31T09:00:00Z, with its time zone",
  )
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()), "a day and time that exist");

const UNITS = { s: 1, m: 60, h: 3_600 } as const;

/** `90m` or `2h`, in seconds. */
export const duration = ({ least, most }: { least: string; most: string }) =>
  z
    .string()
    .regex(/^\d{1,5}[smh]$/, `a time from ${least} to ${most}, such as 90m or 2h`)
    .transform(secondsIn)
    .refine(
      (seconds) => seconds >= secondsIn(least) && seconds <= secondsIn(most),
      `from ${least} to ${most}`,
    );

function secondsIn(text: string): number {
  return Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS];
}
