import * as z from "zod";
import type { PlannedQueue } from "../cloud/plan";
import type { Depth, PeekedMessage } from "../sqs/depths";
import { type Carried, carriedBy, consumerName } from "./consumers";
import { type FailureView, failureOf } from "./deliveries";
import type { DashboardParts } from "./parts";
import { type Routes, Unanswerable } from "./routes";

export interface QueueRow extends Depth {
  /** Of the queue that takes its dead letters. */
  readonly deadLetters: number;
  /** Whether what is in it died elsewhere than in a queue: events that could not be relayed. */
  readonly holdsDead: boolean;
  readonly functionName: string | null;
  readonly eventType: string | null;
}

export interface QueueList {
  readonly queues: readonly QueueRow[];
}

export interface MessageView extends PeekedMessage {
  readonly carried: Carried;
  /** Why it was not handled; null where nothing was noted. */
  readonly failure: FailureView | null;
}

export interface QueueView {
  readonly queue: QueueRow;
  /** The first 100 in the order they arrived. */
  readonly messages: readonly MessageView[];
  readonly deadLetters: readonly MessageView[];
}

const SHOWN = 100;
const Chosen = z.object({ messageIds: z.array(z.string()).min(1).optional() });
const One = z.object({ messageId: z.string() });

export function queueRoutes(parts: DashboardParts): Routes {
  const { sqs } = parts;
  return {
    "GET /queues": (): QueueList => ({ queues: queueRows(parts) }),
    "GET /queues/:queue": async ({ param }): Promise<QueueView> => {
      const queue = queueRows(parts).find((row) => row.queue === param("queue"));
      if (!queue) throw new Unanswerable(`There is no queue ${param("queue")}.`);
      const planned = parts.plan.queues.find(({ name }) => name === queue.queue);
      const { deadLetterQueue } = queue;
      const [messages, deadLetters] = await Promise.all([
        messagesIn(parts, queue.queue, planned),
        deadLetterQueue ? messagesIn(parts, deadLetterQueue, planned) : [],
      ]);
      return { queue, messages, deadLetters };
    },
    "POST /queues/:queue/redrive": ({ param, body }) => ({
      moved: sqs.redrive(deadLettersOf(parts, param("queue")), Chosen.parse(body).messageIds),
    }),
    "POST /queues/:queue/delete": ({ param, body }) =>
      remove(parts, deadLettersOf(parts, param("queue")), One.parse(body).messageId),
  };
}

/** The queues with what feeds on them; dead letters are shown with the queue they died in. */
export function queueRows({ sqs, plan }: Pick<DashboardParts, "plan" | "sqs">): QueueRow[] {
  const depths = sqs.depths();
  return depths
    .filter(({ isDeadLetterQueueOf }) => isDeadLetterQueueOf.length === 0)
    .map((depth) => {
      const planned = plan.queues.find(({ name }) => name === depth.queue);
      const holdsDead = DEAD_LETTERS.test(depth.queue);
      const dead = depths.find(({ queue }) => queue === depth.deadLetterQueue);
      return {
        ...depth,
        deadLetters: holdsDead ? total(depth) : dead ? total(dead) : 0,
        holdsDead,
        functionName: planned?.functionName ?? null,
        eventType: planned?.pattern?.detailType[0] ?? null,
      };
    });
}

const DEAD_LETTERS = /-dead-letters(\.fifo)?$/;
const total = ({ visible, inFlight, delayed }: Depth) => visible + inFlight + delayed;

function messagesIn(
  { sqs, plan }: DashboardParts,
  queue: string,
  planned: PlannedQueue | undefined,
): Promise<MessageView[]> {
  return Promise.all(
    sqs.peek(queue, SHOWN).map(async (message) => {
      const carried = carriedBy(message.body);
      const { tenantId } = carried;
      const failure =
        planned && (await failureOf(consumerName(plan, planned), tenantId, message.messageId));
      return { ...message, carried, failure: failure ?? null };
    }),
  );
}

function deadLettersOf(parts: DashboardParts, queue: string): string {
  const { deadLetterQueue } = queueRows(parts).find((row) => row.queue === queue) ?? {};
  if (!deadLetterQueue) throw new Unanswerable(`The queue ${queue} has no dead letters.`);
  return deadLetterQueue;
}

const HELD_SECONDS = 30;

/** Deletes one message as anybody does with SQS: receives until it comes, and gives back the others. */
async function remove({ sqs }: DashboardParts, queue: string, messageId: string) {
  const others: string[] = [];
  try {
    for (;;) {
      const records = await sqs.receive(queue, {
        max: 10,
        waitSeconds: 0,
        visibilitySeconds: HELD_SECONDS,
      });
      if (records.length === 0) throw new Unanswerable("The message is not there any more.");
      for (const record of records) {
        if (record.messageId !== messageId) others.push(record.receiptHandle);
      }
      const found = records.find((record) => record.messageId === messageId);
      if (!found) continue;
      sqs.remove(queue, found.receiptHandle);
      return { deleted: messageId };
    }
  } finally {
    for (const receiptHandle of others) sqs.release(queue, receiptHandle, 0);
  }
}
