import type { PlannedQueue } from "../cloud/plan";
import type { Envelope } from "../eventbridge/envelope";
import type { PastEvent } from "../eventbridge/event-history";
import type { EventBridge } from "../eventbridge/eventbridge";

/** An event as lists show it. */
export interface EventRow {
  /** The domain event's ID; of a foreign event, EventBridge's. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly bus: string;
  /** ISO 8601, when the bus took it. */
  readonly time: string;
  readonly tenantId: string | null;
  readonly aggregateId: string | null;
  readonly correlationId: string | null;
  /** The queues whose rule it matches. */
  readonly consumers: readonly string[];
}

const text = (value: unknown) => (typeof value === "string" ? value : null);

export const idOf = ({ id, detail }: Envelope): string => text(detail.id) ?? id;

export function eventRow(
  { bus, acceptedAt, envelope }: PastEvent,
  queues: readonly PlannedQueue[],
): EventRow {
  const { detail, source } = envelope;
  const type = envelope["detail-type"];
  const matched = queues.filter(
    ({ pattern }) => pattern?.detailType[0] === type && pattern.source[0] === source,
  );
  return {
    id: idOf(envelope),
    type,
    source,
    bus,
    time: acceptedAt,
    tenantId: text(detail.tenantId),
    aggregateId: text(detail.aggregateId),
    correlationId: text(detail.correlationId),
    consumers: matched.map(({ name }) => name),
  };
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
/** How far each look goes back further: the history reads forward only, and may be long. */
const WINDOWS = [10 * SECOND, 60 * SECOND, 600 * SECOND, 3_600 * SECOND, DAY, 30 * DAY];
const PAGE = 1_000;

/** The bus's history from `before` (ISO 8601) back, newest first. Read as far as is taken from it. */
export function* newestFirst(
  { history }: Pick<EventBridge, "history">,
  before?: string,
): Generator<PastEvent> {
  // An event of this very millisecond is before "now", too.
  const start = before ? Date.parse(before) : Date.now() + 1;
  let to = start;
  for (const window of [...WINDOWS, undefined]) {
    const from = window === undefined ? undefined : start - window;
    const found: PastEvent[] = [];
    let cursor: string | undefined;
    do {
      const page = history({ from: iso(from), to: iso(to), limit: PAGE, cursor });
      found.push(...page.events);
      cursor = page.cursor;
    } while (cursor !== undefined);
    yield* found.reverse();
    if (from !== undefined) to = from;
  }
}

const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString();
