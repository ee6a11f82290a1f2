import type { Store } from "../wire/store";
import { attributesOf, type MessageAttributes, type MessageRow } from "./message";
import type { Queues } from "./queue";
import { redriveOf } from "./queue-attributes";

export type Counts = {
  visible: number;
  inFlight: number;
  delayed: number;
  /** When the oldest message was sent, in milliseconds since 1970; null in an empty queue. */
  oldestSentAt: number | null;
};

/** How full a queue is. */
export interface Depth {
  readonly queue: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** The age of the oldest message in seconds; 0 in an empty queue. */
  readonly oldestSeconds: number;
  readonly deadLetterQueue: string | null;
  readonly isDeadLetterQueueOf: readonly string[];
}

/** A message seen without receiving it. */
export interface PeekedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly groupId: string | null;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly receiveCount: number;
  readonly state: "visible" | "inFlight" | "delayed";
  /** The queue it died in; null for a message that is no dead letter. */
  readonly source: string | null;
}

export interface Depths {
  counts(queue: string): Counts;
  all(queues: Queues): Depth[];
  /** The first messages of a queue in the order they arrived. */
  peek(queue: string, limit: number): PeekedMessage[];
}

const SUMS = `
  count(*) FILTER (WHERE visibleAt <= :now) AS visible,
  count(*) FILTER (WHERE visibleAt > :now AND receipt IS NOT NULL) AS inFlight,
  count(*) FILTER (WHERE visibleAt > :now AND receipt IS NULL) AS delayed,
  min(sentAt) AS oldestSentAt`;

const NONE: Counts = { visible: 0, inFlight: 0, delayed: 0, oldestSentAt: null };

export function createDepths(store: Store): Depths {
  const one = store.prepare(`SELECT ${SUMS} FROM sqs_messages WHERE queue = :queue`);
  const each = store.prepare(`SELECT queue, ${SUMS} FROM sqs_messages GROUP BY queue`);
  const first = store.prepare(
    "SELECT * FROM sqs_messages WHERE queue = ? ORDER BY sequence LIMIT ?",
  );
  return {
    counts: (queue) => one.get({ queue, now: Date.now() }) as Counts,
    all(queues) {
      const now = Date.now();
      const rows = each.all({ now }) as (Counts & { queue: string })[];
      const counted = new Map(rows.map((row) => [row.queue, row]));
      const list = queues.list();
      const target = new Map(
        list.map(({ name, attributes }) => [name, redriveOf(attributes)?.deadLetterQueue ?? null]),
      );
      return list.map(({ name }) => {
        const { oldestSentAt, visible, inFlight, delayed } = counted.get(name) ?? NONE;
        const oldestSeconds = oldestSentAt === null ? 0 : Math.floor((now - oldestSentAt) / 1000);
        const sources = list.filter((other) => target.get(other.name) === name);
        return {
          queue: name,
          ...{ visible, inFlight, delayed, oldestSeconds },
          deadLetterQueue: target.get(name) ?? null,
          isDeadLetterQueueOf: sources.map((source) => source.name),
        };
      });
    },
    peek: (queue, limit) => (first.all(queue, limit) as MessageRow[]).map(seen),
  };
}

function seen(row: MessageRow): PeekedMessage {
  const hidden = row.receipt === null ? "delayed" : "inFlight";
  return {
    messageId: row.id,
    body: row.body,
    attributes: attributesOf(row),
    groupId: row.groupId,
    sentAt: new Date(row.sentAt).toISOString(),
    receiveCount: row.earlierReceives + row.receives,
    state: row.visibleAt > Date.now() ? hidden : "visible",
    source: row.source,
  };
}
