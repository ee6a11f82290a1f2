/** Where a zone's clocks stand at an instant, against UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  // Sweden writes dates as ISO 8601 does.
  const shown = new Date(instant).toLocaleString("sv-SE", { ...(timeZone && { timeZone }) });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(instant / 1_000) * 1_000;
}

/** The instant at which a day such as 2026-03-29 begins in a zone; "" for none. */
export function startOfDay(day: string, timeZone: string | undefined): string {
  if (!day) return "";
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const guess = wanted - offsetAt(wanted, timeZone);
  // Clocks may change between the guess and the day's beginning, or skip its midnight.
  const found = [guess, wanted - offsetAt(guess, timeZone)]
    .sort((one, other) => one - other)
    .map((ms) => new Date(ms).toISOString())
    .find((instant) => dayOf(instant, timeZone) === day);
  return found ?? new Date(guess).toISOString();
}

/** The day of an instant in a zone; "" for none. */
export function dayOf(instant: string | undefined, timeZone: string | undefined): string {
  if (!instant) return "";
  return new Date(instant).toLocaleDateString("sv-SE", { ...(timeZone && { timeZone }) });
}
