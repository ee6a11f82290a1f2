const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/** `14:03:58.120` of today, else with the day before it: in the time of this machine. */
export function clock(iso: string): string {
  const date = new Date(iso);
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  const exact = `${time}.${pad(date.getMilliseconds(), 3)}`;
  return date.toDateString() === new Date().toDateString() ? exact : `${day(date)} ${time}`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const day = (date: Date) => `${date.getDate()} ${MONTHS[date.getMonth()]}`;

/** `22 Nov 2026 14:03:58`. */
export function moment(iso: string): string {
  const date = new Date(iso);
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return `${day(date)} ${date.getFullYear()} ${time}`;
}

export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 86_400_000) return `${Math.round(ms / 3_600_000)} h`;
  return plural(Math.round(ms / 86_400_000), "day");
}

/** `2 min ago`, `in 3 days`. */
export function ago(iso: string): string {
  const ms = Date.now() - Date.parse(iso);
  if (Math.abs(ms) < 1_000) return "just now";
  return ms < 0 ? `in ${duration(-ms)}` : `${duration(ms)} ago`;
}

export function bytes(size: number): string {
  if (size < 1_024) return plural(size, "byte");
  if (size < 1_024 ** 2) return `${(size / 1_024).toFixed(1)} KB`;
  return `${(size / 1_024 ** 2).toFixed(1)} MB`;
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

/** The end of an ARN: a name. */
export const nameOf = (arn: string) => arn.split(":").at(-1) ?? arn;

/** The value of JSON text; the text itself where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
