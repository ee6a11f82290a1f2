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
  /** Told of each queue that a delivery changed. */
  changed: (queue: string) => void;
}): Receive {
  const { queues, delivery, polls, changed } = options;
  return async (name, { max, waitSeconds, visibilitySeconds, signal }) => {
    const until = Date.now() + waitSeconds * 1000;
    while (!signal?.aborted && !polls.stopped) {
      const queue = queues.get(name);
      const seconds = visibilitySeconds ?? numberOf(queue.attributes, "VisibilityTimeout");
      const { rows, touched } = delivery.take(queue, max, seconds);
      for (const other of touched) {
        changed(other);
        if (other !== name) polls.wakeNext(other); // dead letters came in
      }
      const next = delivery.nextVisibleAt(name);
      if (next !== undefined) polls.wakeNextAt(name, next);
      if (rows.length === max) polls.wakeNext(name); // there may be more
      if (rows.length > 0 || Date.now() >= until) return rows;
      await polls.wait(name, until, signal);
    }
    polls.wakeNext(name); // what this one was woken for is for another
    return [];
  };
}
