import type { SQSRecord } from "aws-lambda";
import { AwsError } from "../wire/aws-error";
import type { Chaos } from "../wire/chaos";
import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import { type Store, transact } from "../wire/store";
import { createDeadLetters } from "./dead-letters";
import { createDelivery } from "./delivery";
import { createDepths, type Depth, type PeekedMessage } from "./depths";
import { createLongPolls } from "./long-poll";
import type { MessageAttributes } from "./message";
import { messageOperations } from "./message-operations";
import { createMoveTasks } from "./move-task";
import { createQueues } from "./queue";
import type { QueueAttributes } from "./queue-attributes";
import { queueOperations } from "./queue-operations";
import { createReceipts } from "./receipt";
import { createReceive, type ReceiveOptions } from "./receive";
import { toRecord } from "./received-message";
import { createSend } from "./send";
import { createTables } from "./tables";

export interface SendOptions {
  groupId?: string;
  deduplicationId?: string;
  delaySeconds?: number;
  attributes?: MessageAttributes;
}

/**
 * SQS over HTTP, and in process for what delivers from and to queues. A queue is named by its name, URL or
 * ARN. All throw the `AwsError` that AWS would answer, such as `QueueDoesNotExist`.
 */
export interface Sqs extends AwsService {
  /** Stores a message before it returns; inside a transaction of the caller it is part of that. */
  send(queue: string, body: string, options?: SendOptions): { messageId: string };
  /** Resolves to no records when nothing came in time, `signal` fired or the service was closed. */
  receive(queue: string, options: ReceiveOptions): Promise<SQSRecord[]>;
  /** Deletes a delivered message. */
  remove(queue: string, receiptHandle: string): void;
  /** Deletes delivered messages; throws where one could not be deleted, after the others were. */
  removeAll(queue: string, receiptHandles: readonly string[]): void;
  /** Gives a delivered message back after so many seconds; nothing happens if it is gone or back. */
  release(queue: string, receiptHandle: string, afterSeconds: number): void;
  /** Creates the queue or changes its attributes; its messages stay. */
  ensureQueue(name: string, attributes?: QueueAttributes): void;
  /** Gives back every delivered message: after a restart nobody holds one any more. */
  releaseAll(name: string): void;
  depths(): Depth[];
  /** The first messages in the order of arrival, without receiving them. */
  peek(queue: string, limit: number): PeekedMessage[];
  /** Moves dead letters back to where they died: all, or those with these IDs. Returns how many. */
  redrive(deadLetterQueue: string, messageIds?: readonly string[]): number;
  /** Calls `listener` shortly after anything changed, once for many changes. Returns how to stop it. */
  onChange(listener: () => void): () => void;
}

export function createSqs(options: {
  store: Store;
  chaos: Chaos;
  /** Where the queues are reached: the beginning of their URLs. Asked at every use. */
  endpointUrl: () => string;
}): Sqs {
  const { store, chaos, endpointUrl } = options;
  createTables(store);
  const polls = createLongPolls();
  const news = createNews();
  /** Something may be there to be received. */
  const arrived = (queue: string) => {
    polls.wakeNext(queue);
    news.tell();
  };
  /** The queue itself is another one, or gone. */
  const changed = (queue: string) => {
    polls.wakeAll(queue);
    news.tell();
  };
  const queues = createQueues(store);
  const depths = createDepths(store);
  const send = createSend(store, chaos);
  const receipts = createReceipts(store);
  const deadLetters = createDeadLetters(store);
  const delivery = createDelivery(store, { chaos, queues, deadLetters });
  const receive = createReceive({ queues, delivery, polls, changed: news.tell });
  const tasks = createMoveTasks(store, { queues, deadLetters, changed: arrived });
  const handle = jsonProtocol("com.amazonaws.sqs", {
    ...queueOperations({ queues, depths, endpointUrl, changed }),
    ...messageOperations({ store, queues, send, receive, receipts, tasks, changed: arrived }),
  });

  return {
    scopes: ["sqs"],
    handle,
    async close() {
      tasks.stop();
      polls.stop();
    },
    send(name, body, { groupId, deduplicationId, delaySeconds, attributes } = {}) {
      const queue = queues.get(name);
      const { messageId } = send(queue, {
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        DelaySeconds: delaySeconds,
        MessageAttributes: attributes,
      });
      arrived(queue.name);
      return { messageId };
    },
    receive: async (name, wanted) => (await receive(queues.get(name).name, wanted)).map(toRecord),
    remove(name, receiptHandle) {
      const queue = queues.get(name);
      receipts.remove(queue, receiptHandle);
      // Nothing can be received that could not before, but in a group that waited for this one.
      if (queue.fifo) arrived(queue.name);
      else news.tell();
    },
    removeAll(name, receiptHandles) {
      const queue = queues.get(name);
      const late: unknown[] = [];
      transact(store, () => {
        for (const handle of receiptHandles) {
          try {
            receipts.remove(queue, handle);
          } catch (error) {
            late.push(error);
          }
        }
      });
      if (queue.fifo) arrived(queue.name);
      else news.tell();
      if (late.length) throw new AggregateError(late, "some messages were not removed");
    },
    release(name, receiptHandle, afterSeconds) {
      const queue = queues.get(name);
      try {
        receipts.hide(queue, receiptHandle, afterSeconds);
      } catch (error) {
        if (!isTooLate(error)) throw error;
      }
      arrived(queue.name);
    },
    ensureQueue(name, attributes = {}) {
      const queue = queues.find(name);
      if (queue) queues.setAttributes(queue, attributes);
      else queues.create(name, attributes);
      changed(name);
    },
    releaseAll(name) {
      store
        .prepare(
          "UPDATE sqs_messages SET visibleAt = ?, receipt = NULL WHERE queue = ? AND receipt IS NOT NULL",
        )
        .run(Date.now(), queues.get(name).name);
      changed(name);
    },
    depths: () => depths.all(queues),
    peek: (name, limit) => depths.peek(queues.get(name).name, limit),
    redrive: (name, messageIds) => tasks.redrive(queues.get(name), messageIds),
    onChange: news.subscribe,
  };
}

/** Whether a delivery is over already: deleted, or visible again. */
const isTooLate = (error: unknown) =>
  error instanceof AwsError && ["MessageNotInflight", "InvalidParameterValue"].includes(error.code);

/** Tells listeners that something changed: after the running code, and once for many changes. */
function createNews() {
  const listeners = new Set<() => void>();
  let pending = false;
  function tell() {
    if (pending || listeners.size === 0) return;
    pending = true;
    setImmediate(() => {
      pending = false;
      for (const listener of listeners) listener();
    });
  }
  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
  return { tell, subscribe };
}
