import { setTimeout as sleep } from "node:timers/promises";

/**
 * Takes at least so long, whether it succeeds or fails: who waits for the answer does not learn from the
 * time what was found. Longer than the work behind it takes, or it hides nothing.
 */
export async function evenly<R>(milliseconds: number, work: () => Promise<R>): Promise<R> {
  const [outcome] = await Promise.allSettled([work(), sleep(milliseconds)]);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
