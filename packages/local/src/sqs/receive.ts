import type { Delivery } from "./delivery";
import type { LongPolls } from "./long-poll";
import type { MessageRow } from "./message";
import type { Queues } from "./queue";
import { numberOf } from "./queue-attributes";

export interface ReceiveOptions {
  readonly max: number;
  /** How long to wait for a first message. */
  readonly waitSeconds: number;
  /** How long the messages are hidden from others; what the queue says when left out. */
  readonly visibilitySeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Takes up to `max` messages as soon as there is one; none when the time is over or the caller gone. */
export type Receive = (queue: string, options: ReceiveOptions) => Promise<MessageRow[]>;

export function createReceive(options: {
  queues: Queues;
  delivery: Delivery;
  polls: LongPolls;
  changed: (queue: string) => void;
}): Receive {
  const { queues, delivery, polls, changed } = options;
  return async (name, { max, waitSeconds, visibilitySeconds, signal }) => {
    const until = Date.now() + waitSeconds * 1000;
    while (!signal?.aborted && !polls.stopped) {
      const queue = queues.get(name);
      const seconds = visibilitySeconds ?? numberOf(queue.attributes, "VisibilityTimeout");
      const { rows, touched } = delivery.take(queue, max, seconds);
      for (const other of touched) changed(other);
      if (rows.length > 0 || Date.now() >= until) return rows;
      const next = delivery.nextVisibleAt(queue.name) ?? until;
      await polls.wait(queue.name, Math.min(next, until), signal);
    }
    return [];
  };
}
