import type { SQSRecord } from "aws-lambda";
import { log } from "../wire/log";
import type { Invoke } from "./function-call";

/** The part of a poller's options that one batch needs; see `queue-poller.ts`. */
export interface BatchDelivery {
  readonly sqs: {
    removeAll(queueName: string, receiptHandles: readonly string[]): Promise<void> | void;
    release(queueName: string, receiptHandle: string, afterSeconds: number): Promise<void> | void;
  };
  readonly queueName: string;
  readonly functionName: string;
  readonly invoke: Invoke;
  readonly retryDelaySeconds: (receiveCount: number) => number;
}

// The quota of one synchronous invocation is 6 MB; a batch of ten 1 MiB messages needs two.
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 - 1024;

/**
 * Calls the function with the records, removes what it handled and releases what it did not.
 * A batch over the payload limit takes several calls; a FIFO group stops at its first failure.
 */
export async function deliverBatch(
  delivery: BatchDelivery,
  records: readonly SQSRecord[],
): Promise<void> {
  // A standard queue may have groups too, for fairness; they promise no order.
  const fifo = delivery.queueName.endsWith(".fifo");
  const stoppedGroups = new Set<string>();
  for (const part of splitByBytes(records)) {
    const held = part.filter((record) => stoppedGroups.has(record.attributes.MessageGroupId ?? ""));
    const given = part.filter((record) => !held.includes(record));
    const failed = given.length ? await call(delivery, given) : new Set<SQSRecord>();
    for (const { attributes } of fifo ? failed : []) {
      stoppedGroups.add(attributes.MessageGroupId ?? "");
    }
    const handled = given.filter((record) => !failed.has(record));
    if (handled.length) await remove(delivery, handled);
    for (const record of [...failed, ...held]) await release(delivery, record);
  }
}

/** Returns the records that were not handled. */
async function call(
  { invoke, functionName, queueName }: BatchDelivery,
  records: readonly SQSRecord[],
): Promise<ReadonlySet<SQSRecord>> {
  try {
    return failedRecords(await invoke(functionName, { Records: records }), records);
  } catch (error) {
    log.error("a batch was not handled", error, { queueName, functionName });
    return new Set(records);
  }
}

/**
 * The records a response reports as failed: all of them where an identifier is empty or of no record.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedRecords(
  response: unknown,
  records: readonly SQSRecord[],
): ReadonlySet<SQSRecord> {
  const failures = (response as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return new Set(records);
  const failed = new Set<SQSRecord>();
  for (const failure of failures as readonly ({ itemIdentifier?: unknown } | null)[]) {
    const record = records.find(({ messageId }) => messageId === failure?.itemIdentifier);
    if (!record) return new Set(records);
    failed.add(record);
  }
  return failed;
}

async function remove({ sqs, queueName }: BatchDelivery, handled: readonly SQSRecord[]) {
  try {
    const handles = handled.map(({ receiptHandle }) => receiptHandle);
    await sqs.removeAll(queueName, handles);
  } catch (error) {
    // They become visible again and are handled twice, as at-least-once delivery allows.
    const ids = handled.map(({ messageId }) => messageId);
    log.error("handled messages were not removed", error, { queueName, ids });
  }
}

async function release(delivery: BatchDelivery, record: SQSRecord): Promise<void> {
  const { sqs, queueName, retryDelaySeconds } = delivery;
  const delay = retryDelaySeconds(Number(record.attributes.ApproximateReceiveCount));
  try {
    await sqs.release(queueName, record.receiptHandle, delay);
  } catch (error) {
    // Its visibility timeout brings it back, later.
    log.error("a failed message was not released", error, { queueName, id: record.messageId });
  }
}

function splitByBytes(records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] {
  const parts: SQSRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    const last = parts.at(-1);
    if (last && bytes <= room) last.push(record);
    else parts.push([record]);
    room = (last && bytes <= room ? room : MAX_PAYLOAD_BYTES) - bytes;
  }
  return parts;
}
