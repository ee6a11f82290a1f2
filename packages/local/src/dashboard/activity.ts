import type { Watchers } from "../cloud/watchers";
import type { EventBridge } from "../eventbridge/eventbridge";

/** What happened in one minute. */
export interface Minute {
  /** ISO 8601, its beginning. */
  readonly time: string;
  readonly requests: number;
  /** Requests answered with 5xx. */
  readonly failures: number;
  readonly events: number;
}

const MINUTE_MS = 60_000;
export const SHOWN_MINUTES = 30;

type Count = "events" | "failures" | "requests";

/** Counts requests and events by the minute, from the start of this process on. */
export function createActivity(
  parts: { watchers: Pick<Watchers, "watch">; eventBridge: Pick<EventBridge, "onEvent"> },
  now: () => number = Date.now,
) {
  const minutes = new Map<number, Record<Count, number>>();
  const count = (what: Count) => {
    const minute = Math.floor(now() / MINUTE_MS);
    const counts = minutes.get(minute) ?? { events: 0, failures: 0, requests: 0 };
    counts[what] += 1;
    minutes.set(minute, counts);
    for (const old of minutes.keys()) if (old <= minute - SHOWN_MINUTES) minutes.delete(old);
  };
  parts.watchers.watch(({ request }) => {
    if (!request) return;
    count("requests");
    if (request.status >= 500) count("failures");
  });
  parts.eventBridge.onEvent(() => count("events"));

  return {
    /** The last 30 minutes, oldest first, the current one last. */
    minutes(): Minute[] {
      const current = Math.floor(now() / MINUTE_MS);
      return Array.from({ length: SHOWN_MINUTES }, (_, index) => {
        const minute = current - SHOWN_MINUTES + 1 + index;
        const counts = minutes.get(minute) ?? { events: 0, failures: 0, requests: 0 };
        return { time: new Date(minute * MINUTE_MS).toISOString(), ...counts };
      });
    },
  };
}

export type Activity = ReturnType<typeof createActivity>;
