import { randomUUID } from "node:crypto";
import type { Store } from "../wire/store";
import type { Queue } from "./queue";

export interface DeadLetters {
  /** Moves a message that was delivered too often; it keeps its ID. */
  bury(sequence: number, deadLetterQueue: Queue): void;
  /** Moves a dead letter to a queue as a new message: with a new ID, a new age and no deliveries. */
  revive(sequence: number, target: Queue): void;
  /** The dead letters that can be moved (nobody has them in hand), oldest arrival first. */
  movable(queue: string, after: number, until: number, limit: number): DeadLetter[];
}

export type DeadLetter = { sequence: number; id: string; source: string | null };

/** Must be called inside a transaction, as a message is in both queues for a moment. */
export function createDeadLetters(store: Store): DeadLetters {
  const bury = store.prepare(
    `INSERT INTO sqs_messages (id, queue, groupId, deduplicationId, sentAt, visibleAt, receives,
       earlierReceives, firstReceivedAt, source, trace, attributes, body)
     SELECT id, :queue, groupId, deduplicationId, iif(:fifo, :now, sentAt), :now, 0,
       earlierReceives + receives, firstReceivedAt, queue, trace, attributes, body
     FROM sqs_messages WHERE sequence = :sequence`,
  );
  const revive = store.prepare(
    `INSERT INTO sqs_messages (id, queue, groupId, deduplicationId, sentAt, visibleAt, trace,
       attributes, body)
     SELECT :id, :queue, groupId, deduplicationId, :now, :now, trace, attributes, body
     FROM sqs_messages WHERE sequence = :sequence`,
  );
  const remove = store.prepare("DELETE FROM sqs_messages WHERE sequence = ?");
  const movable = store.prepare(
    `SELECT sequence, id, source FROM sqs_messages
     WHERE queue = ? AND sequence > ? AND sequence <= ? AND visibleAt <= ?
     ORDER BY sequence LIMIT ?`,
  );
  return {
    bury(sequence, { name, fifo }) {
      // A FIFO queue starts a dead letter's age anew; a standard queue keeps it, as AWS documents.
      bury.run({ queue: name, fifo: fifo ? 1 : 0, now: Date.now(), sequence });
      remove.run(sequence);
    },
    revive(sequence, { name }) {
      revive.run({ id: randomUUID(), queue: name, now: Date.now(), sequence });
      remove.run(sequence);
    },
    movable: (queue, after, until, limit) =>
      movable.all(queue, after, until, Date.now(), limit) as DeadLetter[],
  };
}
