import type { Json } from "./asl";
import { StateFailure } from "./failure";
import { resolve } from "./resolve";
import { sleepUntil } from "./run";
import type { Work } from "./work";

/** Waits as a Wait state says, or until `known`, the end it had stored before a restart. */
export async function wait(
  work: Work,
  input: Json,
  known: number | null | undefined,
): Promise<void> {
  const until = known ?? (await deadline(work, input));
  if (until !== known) work.track?.waiting(until);
  await sleepUntil(until, work.run.signal);
}

async function deadline(work: Work, input: Json): Promise<number> {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = work.state;
  const seconds = SecondsPath === undefined ? Seconds : await resolve(work, SecondsPath, input);
  if (seconds !== undefined) {
    if (typeof seconds === "number" && seconds >= 0)
      return Date.now() + seconds * work.run.secondMs;
    throw new StateFailure(
      "States.Runtime",
      `The Wait of ${JSON.stringify(seconds)} seconds is no time.`,
    );
  }
  const timestamp =
    TimestampPath === undefined ? Timestamp : await resolve(work, TimestampPath, input);
  const instant = Date.parse(String(timestamp));
  if (Number.isNaN(instant)) {
    throw new StateFailure("States.Runtime", `${JSON.stringify(timestamp)} is no timestamp.`);
  }
  return instant;
}
