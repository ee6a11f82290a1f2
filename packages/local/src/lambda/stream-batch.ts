import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { log } from "../wire/log";
import { type PlacedRecord, publicArn } from "./stream-record";

/** What Lambda does with the batches of an event source mapping, in Lambda's own words. */
export interface BatchRules {
  /** How often a batch is tried again; -1 for as long as its records live. 0 gives up at once. */
  readonly retryAttempts: number;
  /** Split a failed batch in two before trying again. Splitting does not count as an attempt. */
  readonly bisectOnError: boolean;
  /** Give up records older than this, in seconds; -1 for never. */
  readonly maximumRecordAgeSeconds: number;
  /** Read `batchItemFailures` from the answer. Without it, any answer is success. */
  readonly reportBatchItemFailures: boolean;
  /** The first pause before another try, in milliseconds; doubled each time up to 10 s. */
  readonly retryDelayMs: number;
}

/** What the failure destination is told: which records were given up, not what was in them. */
export interface GivenUpBatch {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
    readonly approximateInvokeCount: number;
  };
  readonly version: "1.0";
  readonly timestamp: string;
  readonly DDBStreamBatchInfo: {
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
    readonly batchSize: number;
    readonly streamArn: string;
  };
}

export interface Delivery {
  readonly name: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly rules: BatchRules;
  readonly signal: AbortSignal;
  invoke(event: DynamoDBStreamEvent): Promise<unknown>;
  onFailure(batch: GivenUpBatch): void | Promise<void>;
  /** Everything up to and with this record is dealt with. */
  settled(record: PlacedRecord): void;
}

const LONGEST_DELAY_MS = 10_000;

/**
 * Delivers one batch in order until each of its records is handled or given up; `settled` is called
 * as that advances. Rejects when the signal fires in between: what is not settled is delivered again.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function deliverBatch(
  delivery: Delivery,
  batch: readonly PlacedRecord[],
): Promise<void> {
  const { rules, signal } = delivery;
  let rest = batch;
  let tries = 0;
  for (;;) {
    signal.throwIfAborted();
    const failedFrom = await firstFailure(delivery, rest);
    const last = rest[failedFrom - 1];
    if (last) delivery.settled(last);
    if (failedFrom === rest.length) return;
    // Those before the failure count as progress, so what is left is a batch with tries of its own.
    tries = failedFrom > 0 ? 1 : tries + 1;
    rest = rest.slice(failedFrom);
    if (rules.bisectOnError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await deliverBatch(delivery, rest.slice(0, middle));
      rest = rest.slice(middle);
      tries = 0;
      continue;
    }
    const condition = givenUp(rules, rest, tries);
    if (condition) return giveUp(delivery, rest, { condition, tries });
    await sleep(Math.min(rules.retryDelayMs * 2 ** (tries - 1), LONGEST_DELAY_MS), undefined, {
      signal,
    });
  }
}

/** The index of the first record that was not handled; the batch's length when all were. */
async function firstFailure(delivery: Delivery, batch: readonly PlacedRecord[]): Promise<number> {
  let answer: unknown;
  try {
    answer = await delivery.invoke({ Records: batch.map(({ event }) => event) });
  } catch (error) {
    log.error("a stream batch failed", error, {
      mapping: delivery.name,
      from: batch[0]?.sequenceNumber,
      records: batch.length,
    });
    return 0;
  }
  if (!delivery.rules.reportBatchItemFailures) return batch.length;
  const failures = reportedFailures(answer);
  if (failures.length === 0) return batch.length;
  const places = failures.map((id) => batch.findIndex((record) => record.sequenceNumber === id));
  return places.includes(-1) ? 0 : Math.min(...places); // an unknown identifier fails them all
}

function reportedFailures(answer: unknown): unknown[] {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  const { batchItemFailures: failures } = answer;
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return [undefined];
  return failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
}

function givenUp(rules: BatchRules, batch: readonly PlacedRecord[], tries: number) {
  const { retryAttempts, maximumRecordAgeSeconds } = rules;
  const age = (Date.now() - (batch[0]?.time ?? Date.now())) / 1000;
  if (maximumRecordAgeSeconds >= 0 && age > maximumRecordAgeSeconds) return "RecordAgeExceeded";
  return retryAttempts >= 0 && tries > retryAttempts ? "RetryAttemptsExhausted" : undefined;
}

async function giveUp(
  delivery: Delivery,
  batch: readonly PlacedRecord[],
  why: { condition: GivenUpBatch["requestContext"]["condition"]; tries: number },
): Promise<void> {
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last) return;
  await delivery.onFailure({
    requestContext: {
      requestId: randomUUID(),
      functionArn: delivery.name,
      condition: why.condition,
      approximateInvokeCount: why.tries,
    },
    version: "1.0",
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: delivery.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first.time).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.time).toISOString(),
      batchSize: batch.length,
      streamArn: publicArn(delivery.streamArn),
    },
  });
  delivery.settled(last);
}
