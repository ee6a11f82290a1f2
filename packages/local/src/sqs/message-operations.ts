import { arn } from "../wire/arn";
import { type Store, transact } from "../wire/store";
import { type BatchEntry, checkBatch, eachEntry } from "./batch";
import { missing, sqsError, wholeNumber } from "./errors";
import { md5, md5OfAttributes, sequenceNumber, sizeInBytes } from "./message";
import type { NewMessage } from "./message-check";
import type { MoveTasks } from "./move-task";
import type { MoveTask } from "./move-task-table";
import type { Queue, Queues } from "./queue";
import { numberOf } from "./queue-attributes";
import type { Receipts } from "./receipt";
import type { Receive } from "./receive";
import { toMessage } from "./received-message";
import type { Send } from "./send";

interface OfQueue {
  QueueUrl: string;
}
interface Batch<E> extends OfQueue {
  Entries?: (E & BatchEntry)[];
}
interface ReceiveInput extends OfQueue {
  MaxNumberOfMessages?: number;
  WaitTimeSeconds?: number;
  VisibilityTimeout?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
}
interface OfDelivery {
  ReceiptHandle: string;
}
interface Visibility extends OfDelivery {
  VisibilityTimeout?: number;
}

const MAX_BATCH_BYTES = 1_048_576;
const VISIBILITY = { from: 0, to: 43_200 };

/** The operations on messages, as in the SQS API reference. */
export function messageOperations(options: {
  store: Store;
  queues: Queues;
  send: Send;
  receive: Receive;
  receipts: Receipts;
  tasks: MoveTasks;
  changed: (queue: string) => void;
}) {
  const { store, queues, send, receive, receipts, tasks, changed } = options;

  /** Runs a change of one queue as one transaction and tells those who wait for it. */
  function inQueue<T>(reference: string, change: (queue: Queue) => T): T {
    const queue = queues.get(reference);
    const result = transact(store, () => change(queue));
    changed(queue.name);
    return result;
  }
  function hide(queue: Queue, { ReceiptHandle, VisibilityTimeout: seconds }: Visibility) {
    if (seconds === undefined) throw missing("VisibilityTimeout");
    const fallback = 0;
    const timeout = wholeNumber("VisibilityTimeout", seconds, { ...VISIBILITY, fallback });
    receipts.hide(queue, ReceiptHandle, timeout);
    return {};
  }
  function remove(queue: Queue, { ReceiptHandle }: OfDelivery) {
    receipts.remove(queue, ReceiptHandle);
    return {};
  }

  return {
    SendMessage: ({ QueueUrl, ...message }: OfQueue & NewMessage) =>
      inQueue(QueueUrl, (queue) => answer(queue, message, send(queue, message))),
    SendMessageBatch: ({ QueueUrl, Entries }: Batch<NewMessage>) =>
      inQueue(QueueUrl, (queue) => {
        checkBatch(Entries);
        checkBatchSize(Entries ?? []);
        return eachEntry(Entries, (entry) => answer(queue, entry, send(queue, entry)));
      }),
    async ReceiveMessage(input: ReceiveInput, signal: AbortSignal) {
      const queue = queues.get(input.QueueUrl);
      const { MaxNumberOfMessages: max, WaitTimeSeconds: wait, VisibilityTimeout: hidden } = input;
      const waitDefault = numberOf(queue.attributes, "ReceiveMessageWaitTimeSeconds");
      const hiddenDefault = numberOf(queue.attributes, "VisibilityTimeout");
      const rows = await receive(queue.name, {
        max: wholeNumber("MaxNumberOfMessages", max, { from: 1, to: 10, fallback: 1 }),
        waitSeconds: wholeNumber("WaitTimeSeconds", wait, {
          from: 0,
          to: 20,
          fallback: waitDefault,
        }),
        visibilitySeconds: wholeNumber("VisibilityTimeout", hidden, {
          ...VISIBILITY,
          fallback: hiddenDefault,
        }),
        signal,
      });
      const { AttributeNames = [], MessageSystemAttributeNames = [] } = input;
      const system = [...AttributeNames, ...MessageSystemAttributeNames];
      const attributes = input.MessageAttributeNames ?? [];
      if (rows.length === 0) return {};
      return { Messages: rows.map((row) => toMessage(row, { system, attributes })) };
    },
    DeleteMessage: ({ QueueUrl, ...delivery }: OfQueue & OfDelivery) =>
      inQueue(QueueUrl, (queue) => remove(queue, delivery)),
    DeleteMessageBatch: ({ QueueUrl, Entries }: Batch<OfDelivery>) =>
      inQueue(QueueUrl, (queue) => eachEntry(Entries, (entry) => remove(queue, entry))),
    ChangeMessageVisibility: ({ QueueUrl, ...change }: OfQueue & Visibility) =>
      inQueue(QueueUrl, (queue) => hide(queue, change)),
    ChangeMessageVisibilityBatch: ({ QueueUrl, Entries }: Batch<Visibility>) =>
      inQueue(QueueUrl, (queue) => eachEntry(Entries, (entry) => hide(queue, entry))),
    StartMessageMoveTask: (input: Parameters<MoveTasks["start"]>[0]) => ({
      TaskHandle: tasks.start(input),
    }),
    CancelMessageMoveTask: ({ TaskHandle }: { TaskHandle?: string }) => ({
      ApproximateNumberOfMessagesMoved: tasks.cancel(TaskHandle),
    }),
    ListMessageMoveTasks(input: { SourceArn?: string; MaxResults?: number }) {
      const limit = wholeNumber("MaxResults", input.MaxResults, { from: 1, to: 10, fallback: 1 });
      return { Results: tasks.list(input.SourceArn, limit).map(taskAnswer) };
    },
  };
}

function answer({ fifo }: Queue, message: NewMessage, sent: ReturnType<Send>) {
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: md5(message.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(message.MessageAttributes ?? {}),
    MD5OfMessageSystemAttributes: md5OfAttributes(message.MessageSystemAttributes ?? {}),
    ...(fifo && { SequenceNumber: sequenceNumber(sent.sequence) }),
  };
}

function checkBatchSize(entries: readonly NewMessage[]) {
  const size = entries.reduce(
    (sum, { MessageBody, MessageAttributes }) =>
      sum + sizeInBytes(MessageBody ?? "", MessageAttributes),
    0,
  );
  if (size <= MAX_BATCH_BYTES) return;
  const limit = `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes.`;
  throw sqsError("BatchRequestTooLong", `${limit} You have sent ${size} bytes.`);
}

function taskAnswer(task: MoveTask) {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: arn("sqs", task.source),
    ...(task.destination && { DestinationArn: arn("sqs", task.destination) }),
    ...(task.perSecond && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.total,
    ...(task.failure && { FailureReason: task.failure }),
    StartedTimestamp: task.startedAt,
  };
}
