import { setTimeout as sleep } from "node:timers/promises";
import type { SQSRecord } from "aws-lambda";
import { log } from "../wire/log";
import type { Invoke } from "./function-call";
import { deliverBatch } from "./queue-batch";

/** What the poller needs of SQS, in process. */
export interface PolledQueue {
  /**
   * Up to `max` (at most 10) messages, made invisible; waits up to `waitSeconds` for the first.
   * Returns none when the signal fires.
   */
  receive(
    queueName: string,
    options: { max: number; waitSeconds: number; signal: AbortSignal },
  ): Promise<readonly SQSRecord[]>;
  /** DeleteMessageBatch; throws where one could not be removed, after the others were. */
  removeAll(queueName: string, receiptHandles: readonly string[]): Promise<void> | void;
  /** ChangeMessageVisibility: visible again after so many seconds. */
  release(queueName: string, receiptHandle: string, afterSeconds: number): Promise<void> | void;
}

export interface QueuePollerOptions {
  readonly sqs: PolledQueue;
  readonly queueName: string;
  readonly functionName: string;
  readonly invoke: Invoke;
  /** Messages handed over at once, 1 to 10,000. */
  readonly batchSize: number;
  /** How long a batch that is not full waits for more; 0 for not at all. */
  readonly windowSeconds: number;
  /** Batches at once. */
  readonly concurrency: number;
  /** When a failed message is tried again, by how often it was received so far. */
  readonly retryDelaySeconds: (receiveCount: number) => number;
  /** Stops receiving; batches at work are finished. */
  readonly signal: AbortSignal;
}

const MAX_RECEIVE = 10;
const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_ERROR_MS = 1000;

/**
 * An SQS event source mapping with ReportBatchItemFailures: receives batches and calls the function.
 * Settles when the signal has fired and no batch is at work any more.
 */
export async function pollQueue(options: QueuePollerOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.concurrency }, () => pollLoop(options)));
}

async function pollLoop(options: QueuePollerOptions): Promise<void> {
  const { signal, queueName, functionName } = options;
  while (!signal.aborted) {
    try {
      const records = await receiveBatch(options);
      if (records.length) await deliverBatch(options, records);
    } catch (error) {
      // Not the function's failure, which `deliverBatch` handles: the queue itself did not answer.
      log.error("a queue could not be polled", error, { queueName, functionName });
      await pause(signal);
    }
  }
}

/** The first messages as soon as they are there, and within the window what comes after them. */
async function receiveBatch(options: QueuePollerOptions): Promise<readonly SQSRecord[]> {
  const { sqs, queueName, batchSize, windowSeconds, signal } = options;
  const receive = (waiting: number, room: number) =>
    sqs.receive(queueName, { max: Math.min(MAX_RECEIVE, room), waitSeconds: waiting, signal });

  const batch = [...(await receive(LONG_POLL_SECONDS, batchSize))];
  const deadline = Date.now() + windowSeconds * 1000;
  while (batch.length && batch.length < batchSize && !signal.aborted) {
    const left = (deadline - Date.now()) / 1000;
    if (left <= 0) break;
    batch.push(...(await receive(Math.min(LONG_POLL_SECONDS, left), batchSize - batch.length)));
  }
  return batch;
}

async function pause(signal: AbortSignal): Promise<void> {
  // The only way this rejects is the signal, and the loop looks at it next.
  await sleep(PAUSE_AFTER_ERROR_MS, undefined, { signal }).catch(() => undefined);
}
