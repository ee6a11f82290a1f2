import { setTimeout as sleep } from "node:timers/promises";

const STEP_MS = 25;
/** Looks grow rarer up to this: many a second would use up what somebody may ask in a minute. */
const LONGEST_STEP_MS = 200;
/** For what asks as a person does, whose requests are limited. */
export const UNHURRIED_MS = 400;

/** Looks again and again until what it sees passes `check`, or throws what the last look gave. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  check: (seen: T) => boolean,
  withinMs = 20_000,
  everyMs = STEP_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (let step = everyMs; ; step = Math.max(everyMs, Math.min(step * 1.2, LONGEST_STEP_MS))) {
    const seen = await look();
    if (check(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`not in ${withinMs} ms: ${JSON.stringify(seen)}`);
    await sleep(step);
  }
}
