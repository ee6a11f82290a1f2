import type { Store } from "../wire/store";
import { invalid, missing, sqsError } from "./errors";
import type { MessageRow } from "./message";
import type { Queue } from "./queue";

/** What a receipt handle opens: one delivery of one message of one queue. */
interface Receipt {
  sequence: number;
  secret: string;
}

export interface Receipts {
  /** Deletes the message, whose latest delivery it must be; one that is gone is deleted already. */
  remove(queue: Queue, handle: string | undefined): void;
  /** Hides the message for so many seconds from now; 0 gives it back at once. */
  hide(queue: Queue, handle: string | undefined, seconds: number): void;
}

type Held = { receipt: string | null; visibleAt: number };

export const handleOf = ({ sequence, receipt, queue }: MessageRow): string =>
  Buffer.from(`${sequence}:${receipt}:${queue}`).toString("base64url");

export function createReceipts(store: Store): Receipts {
  const held = store.prepare(
    "SELECT receipt, visibleAt FROM sqs_messages WHERE sequence = ? AND queue = ?",
  );
  const remove = store.prepare("DELETE FROM sqs_messages WHERE sequence = ? AND receipt = ?");
  const hide = store.prepare("UPDATE sqs_messages SET visibleAt = ? WHERE sequence = ?");
  return {
    remove(queue, handle) {
      const { sequence, secret } = read(queue, handle);
      if (queue.fifo) {
        const row = held.get(sequence, queue.name) as Held | undefined;
        if (row && (row.receipt !== secret || row.visibleAt <= Date.now())) {
          throw invalid("ReceiptHandle", handle, "The receipt handle has expired.");
        }
      }
      remove.run(sequence, secret);
    },
    hide(queue, handle, seconds) {
      const { sequence, secret } = read(queue, handle);
      const row = held.get(sequence, queue.name) as Held | undefined;
      if (row?.receipt !== secret) {
        const reason = "Message does not exist or is not available for visibility timeout change.";
        throw invalid("ReceiptHandle", handle, reason);
      }
      const now = Date.now();
      if (row.visibleAt <= now) {
        throw sqsError("MessageNotInflight", "The specified message isn't in flight.");
      }
      hide.run(now + seconds * 1000, sequence);
    },
  };
}

function read(queue: Queue, handle: string | undefined): Receipt {
  if (!handle) throw missing("ReceiptHandle");
  const text = Buffer.from(handle, "base64url").toString("utf8");
  const [, sequence, secret, name] = /^(\d+):([\w-]+):([\w.-]+)$/.exec(text) ?? [];
  if (!sequence || !secret || name !== queue.name) {
    const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
    throw sqsError("ReceiptHandleIsInvalid", message);
  }
  return { sequence: Number(sequence), secret };
}
