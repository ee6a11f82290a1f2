import { withActor, workerFor } from "@faibric/core/platform/actor";
import { isErased } from "@faibric/core/platform/erased";
import { OwnerId } from "@faibric/core/platform/id";
import { logger } from "@faibric/core/platform/logger";
import { withTrace } from "@faibric/core/platform/trace";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";

/** A message of a group, read. */
export interface GroupMessage<Body> {
  readonly messageId: string;
  readonly body: Body;
}

interface Worker<Body> {
  readonly body: z.ZodType<Body>;
  /** Handles messages of one group, in their order, together or not at all. */
  readonly handle: (messages: readonly GroupMessage<Body>[]) => Promise<unknown>;
  /** Called for a message that is given up: it goes to the dead letters after this. */
  readonly lost: (record: SQSRecord, error: unknown) => Promise<unknown>;
}

/** As often as the queue hands a message out before it is a dead letter. */
const ATTEMPTS = 5;

/**
 * Turns functions into the handler of a FIFO queue whose groups are tenants or persons: each group's
 * messages run as the system in that tenant, or as that person's account. Where a group fails as a whole,
 * each of its messages is tried alone: one that is bad keeps only itself from being handled.
 */
export function groupWorker<Body>(name: string, worker: Worker<Body>) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const groups = Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? "");
    const failed = await Promise.all(
      [...groups].map(([group, records]) => handleGroup(name, worker, group, records)),
    );
    const ids = failed.flat().map(({ messageId }) => messageId);
    return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Answers the records that were not handled. */
async function handleGroup<Body>(
  name: string,
  worker: Worker<Body>,
  group: string,
  records: readonly SQSRecord[],
): Promise<readonly SQSRecord[]> {
  const requestId = records[0]?.messageId ?? name;
  return withTrace({ requestId, correlationId: requestId, operation: name }, async () => {
    const owner = OwnerId.safeParse(group);
    if (!owner.success) {
      logger.error("messages of nobody", owner.error, { group, count: records.length });
      return records;
    }
    return withActor(workerFor(owner.data, name), async () => {
      if (await isErased(owner.data)) return [];
      if (records.length > 1 && !(await attempt(worker, records))) return [];
      const failed: SQSRecord[] = [];
      for (const record of records) {
        const error = await attempt(worker, [record]);
        if (!error) continue;
        failed.push(record);
        await giveUp(worker, record, error.cause);
      }
      return failed;
    });
  });
}

/** Undefined where all were handled; else why not. */
async function attempt<Body>(
  worker: Worker<Body>,
  records: readonly SQSRecord[],
): Promise<{ cause: unknown } | undefined> {
  try {
    const messages = records.map(({ messageId, body }) => ({
      messageId,
      body: worker.body.parse(JSON.parse(body)),
    }));
    await worker.handle(messages);
    return undefined;
  } catch (cause) {
    const messageIds = records.map(({ messageId }) => messageId);
    logger.error("messages not handled", cause, { messageIds });
    return { cause };
  }
}

async function giveUp<Body>(worker: Worker<Body>, record: SQSRecord, cause: unknown) {
  if (Number(record.attributes.ApproximateReceiveCount) < ATTEMPTS) return;
  try {
    await worker.lost(record, cause);
  } catch (error) {
    logger.error("loss not noted", error, { messageId: record.messageId });
  }
}
