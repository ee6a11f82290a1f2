import type { Watchers } from "../cloud/watchers";
import type { EventBridge } from "../eventbridge/eventbridge";
import type { ServedRequest } from "../gateway/http-api";

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

/** Of the runs before: more in half an hour are a load test's. */
const MOST_EVENTS = 1_000;

type Count = "events" | "failures" | "requests";

interface ActivityParts {
  readonly watchers: Pick<Watchers, "watch" | "requests">;
  readonly eventBridge: Pick<EventBridge, "history" | "onEvent">;
}

/** Counts requests and events by the minute; those of the runs before are counted at the start. */
export function createActivity(
  { watchers, eventBridge }: ActivityParts,
  now: () => number = Date.now,
) {
  const minutes = new Map<number, Record<Count, number>>();
  const count = (what: Count, at = now()) => {
    const minute = Math.floor(at / MINUTE_MS);
    const counts = minutes.get(minute) ?? { events: 0, failures: 0, requests: 0 };
    counts[what] += 1;
    minutes.set(minute, counts);
    const current = Math.floor(now() / MINUTE_MS);
    for (const old of minutes.keys()) if (old <= current - SHOWN_MINUTES) minutes.delete(old);
  };
  const countRequest = ({ status }: ServedRequest, at = now()) => {
    count("requests", at);
    if (status >= 500) count("failures", at);
  };
  for (const request of watchers.requests()) countRequest(request, Date.parse(request.time));
  const from = new Date(now() - SHOWN_MINUTES * MINUTE_MS).toISOString();
  for (const { acceptedAt } of eventBridge.history({ from, limit: MOST_EVENTS }).events) {
    count("events", Date.parse(acceptedAt));
  }
  watchers.watch(({ request }) => request && countRequest(request));
  eventBridge.onEvent(() => count("events"));

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
