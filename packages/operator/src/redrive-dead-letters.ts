import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  type Message,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { type DeadLetterQueue, findDeadLetterQueue } from "./dead-letter-queues";
import { messageMissing, withDeadLetters } from "./dead-letters";
import { OperatorError, UsageError } from "./failure";
import { flag } from "./options";
import type { Output } from "./output";
import { relayAgain } from "./relay-batch";
import { findStage, type Stage } from "./stage";

const Options = z.object({ all: flag, message: z.string().optional(), yes: flag });
const LOOK_AGAIN_MS = 500;

/** `faibric dlq redrive`: sends dead letters back to where they died. */
export async function redriveDeadLetters(call: Call): Promise<undefined> {
  const { all, message, yes } = optionsOf(Options, call);
  if (all === (message !== undefined)) {
    throw new UsageError("Say which: --message <id> for one, --all for all that are there.");
  }
  const stage = await findStage(call);
  const queue = await findDeadLetterQueue(stage, call.argument);
  const { source } = queue;
  const to = source?.name ?? relayOf(queue);
  const what = message ? `message ${message}` : messages(queue.messages);
  if (message || queue.messages > 0) {
    await confirm(call, `Send ${what} of ${queue.name} back to ${to}?`, yes);
  }
  const move = async () => {
    if (!source) return moveToRelay(stage, queue, message);
    if (message) return moveOne(queue, source.url, message);
    return moveAll(queue, source.arn, call.output);
  };
  const moved = await move();
  const result = { queue: queue.name, to, moved };
  call.output.result(result, `Moved ${messages(moved)} to ${to}.`);
}

const messages = (count: number) => `${count} ${count === 1 ? "message" : "messages"}`;

/** @returns how many were moved */
async function moveAll(queue: DeadLetterQueue, to: string, output: Output): Promise<number> {
  if (queue.messages === 0) return 0;
  const client = new SQSClient({});
  const SourceArn = queue.arn;
  // The destination is named because SQS itself knows it only of what died there, and not of what
  // EventBridge put here when it could not reach the queue.
  await client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn: to }));
  for (;;) {
    const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    const [task] = Results;
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === "COMPLETED") return moved;
    if (task?.Status !== "RUNNING") {
      const why = task?.FailureReason ?? task?.Status ?? "the task is gone";
      throw new OperatorError(`The redrive ended after ${moved} messages: ${why}.`);
    }
    output.progress(
      `${moved} of ${task.ApproximateNumberOfMessagesToMove ?? queue.messages} moved`,
    );
    await sleep(LOOK_AGAIN_MS);
  }
}

/** The outbox relay: the function whose dead letters come from no queue, but from the table's stream. */
const relayOf = ({ name }: DeadLetterQueue) => name.replace(/-dead-letters$/, "");

/** One after the other, as they died: each is deleted once all it names has gone out. */
function moveToRelay(stage: Stage, queue: DeadLetterQueue, message?: string): Promise<number> {
  const client = new SQSClient({});
  const limit = message ? 1 : queue.messages;
  if (!limit) return Promise.resolve(0);
  return withDeadLetters(queue, { limit, message }, async (found) => {
    if (message && !found.length) throw messageMissing(message, queue);
    for (const letter of found.toSorted(bySent)) {
      await relayAgain(stage, relayOf(queue), letter.Body ?? "");
      const { ReceiptHandle } = letter;
      await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
    }
    return { result: found.length, removed: found };
  });
}

const bySent = (a: Message, b: Message) =>
  Number(a.Attributes?.SentTimestamp) - Number(b.Attributes?.SentTimestamp);

/** Sends it first and deletes it then: killed in between there are two, and the inbox takes one. */
function moveOne(queue: DeadLetterQueue, to: string, message: string): Promise<number> {
  const client = new SQSClient({});
  return withDeadLetters(queue, { limit: 1, message }, async ([found]) => {
    if (!found) throw messageMissing(message, queue);
    await client.send(new SendMessageCommand({ QueueUrl: to, ...contentOf(found) }));
    const { ReceiptHandle } = found;
    await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
    return { result: 1, removed: [found] };
  });
}

function contentOf({ MessageId, Body, Attributes, MessageAttributes }: Message) {
  const group = Attributes?.MessageGroupId;
  return {
    MessageBody: Body,
    ...(MessageAttributes ? { MessageAttributes } : {}),
    // A new ID of its own: under the old one SQS would take it for a repeat and drop it.
    ...(group ? { MessageGroupId: group } : {}),
    ...(Attributes?.MessageDeduplicationId
      ? { MessageDeduplicationId: `${MessageId}-${Date.now()}` }
      : {}),
  };
}
