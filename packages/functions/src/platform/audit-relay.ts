import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { env } from "@faibric/core/platform/env";
import { logger } from "@faibric/core/platform/logger";

/** A record of the audit outbox, as the stream brings it. */
export interface Told {
  readonly sequenceNumber: string;
  readonly tenantId: string;
  readonly recordId: string;
}

const sqs = new SQSClient({});
const MAX_ENTRIES = 10;

/**
 * Brings word of new records to the audit log's queue: a group for each tenant or person, so that nobody's
 * log waits for another's. The message names the record and carries nothing of it: what is appended is
 * what the table holds. Answers the first that was not taken.
 */
export async function sendTold(told: readonly Told[]): Promise<Told | undefined> {
  for (let from = 0; from < told.length; from += MAX_ENTRIES) {
    const portion = told.slice(from, from + MAX_ENTRIES);
    const failed = await send(portion);
    if (failed) return failed;
  }
  return undefined;
}

async function send(portion: readonly Told[]): Promise<Told | undefined> {
  const Entries = portion.map(
    ({ tenantId, recordId }, index): SendMessageBatchRequestEntry => ({
      Id: String(index),
      MessageBody: JSON.stringify({ tenantId, recordId }),
      MessageGroupId: tenantId,
      MessageDeduplicationId: recordId,
    }),
  );
  try {
    const QueueUrl = env("QUEUE_URL_WRITE_AUDIT");
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [first] = Failed.map(({ Id }) => Number(Id)).sort((a, b) => a - b);
    const refused = first === undefined ? undefined : portion[first];
    if (refused) logger.warn("audit records refused", { ...refused, count: Failed.length });
    return refused;
  } catch (error) {
    logger.error("audit records not sent", error);
    return portion[0];
  }
}
