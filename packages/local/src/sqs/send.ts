import { createHash, randomUUID } from "node:crypto";
import type { Chaos } from "../wire/chaos";
import { type Store, transact } from "../wire/store";
import { sqsError } from "./errors";
import { checkMessage, type NewMessage } from "./message-check";
import type { Queue } from "./queue";
import { numberOf } from "./queue-attributes";

/** What the sender is told. `sequence` is the order of arrival. */
export interface Sent {
  readonly messageId: string;
  readonly sequence: number;
}

export type Send = (queue: Queue, message: NewMessage) => Sent;

const DEDUPLICATION_MS = 5 * 60_000;

/** Stores messages: in a transaction of the caller where one is open, else in one of their own. */
export function createSend(store: Store, chaos: Chaos): Send {
  const insert = store.prepare(
    `INSERT INTO sqs_messages
     (id, queue, groupId, deduplicationId, sentAt, visibleAt, trace, attributes, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const known = store.prepare(
    `SELECT messageId, sequence FROM sqs_deduplications
     WHERE queue = ? AND scope = ? AND deduplicationId = ? AND expiresAt > ?`,
  );
  const remember = store.prepare(
    `INSERT OR REPLACE INTO sqs_deduplications
     (queue, scope, deduplicationId, messageId, sequence, expiresAt) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const forget = store.prepare("DELETE FROM sqs_deduplications WHERE expiresAt <= ?");

  function write(queue: Queue, message: NewMessage, deduplicationId: string | null): Sent {
    const now = Date.now();
    const messageId = randomUUID();
    const seconds = message.DelaySeconds ?? numberOf(queue.attributes, "DelaySeconds");
    const extra = chaos.enabled && !queue.fifo ? Math.random() * chaos.delayMs : 0;
    const { lastInsertRowid } = insert.run(
      messageId,
      queue.name,
      message.MessageGroupId ?? null,
      deduplicationId,
      now,
      Math.round(now + seconds * 1000 + extra),
      message.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? null,
      message.MessageAttributes ? JSON.stringify(message.MessageAttributes) : null,
      message.MessageBody,
    );
    return { messageId, sequence: Number(lastInsertRowid) };
  }

  function writeOnce(queue: Queue, message: NewMessage): Sent {
    const now = Date.now();
    const id = deduplicationIdOf(queue, message);
    const perGroup = queue.attributes.DeduplicationScope === "messageGroup";
    const scope = perGroup ? (message.MessageGroupId ?? "") : "";
    forget.run(now);
    const earlier = known.get(queue.name, scope, id, now) as Sent | undefined;
    if (earlier) return { ...earlier };
    const sent = write(queue, message, id);
    const expiresAt = now + DEDUPLICATION_MS;
    remember.run(queue.name, scope, id, sent.messageId, sent.sequence, expiresAt);
    return sent;
  }

  return (queue, message) => {
    checkMessage(queue, message);
    if (!queue.fifo) return write(queue, message, null);
    if (store.isTransaction) return writeOnce(queue, message);
    return transact(store, () => writeOnce(queue, message));
  };
}

function deduplicationIdOf(queue: Queue, message: NewMessage): string {
  if (message.MessageDeduplicationId) return message.MessageDeduplicationId;
  if (queue.attributes.ContentBasedDeduplication === "true") {
    return createHash("sha256").update(message.MessageBody).digest("hex");
  }
  const rule =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
  throw sqsError("InvalidParameterValue", rule);
}
