import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { tallySeconds } from "@faibric/core/platform/audit-tally";
import { env } from "@faibric/core/platform/env";
import { logger } from "@faibric/core/platform/logger";

/** A record of the audit outbox, as the stream brings it. */
export interface Told {
  readonly sequenceNumber: string;
  readonly tenantId: string;
  readonly recordId: string;
  /** Whether it is still being counted: it is brought once its minute is over. */
  readonly counting: boolean;
}

const sqs = new SQSClient({});
const MAX_ENTRIES = 10;
const RESEND_AFTER_SECONDS = 5;

/**
 * Brings word of new records to the audit log's queue: a group for each tenant or person, so that nobody's
 * log waits for another's. The message names the record and carries nothing of it: what is appended is
 * what the table holds. What that queue does not take goes to another, from which it is sent again, so
 * that no event behind it waits. Answers those that neither took: then SQS itself is out of reach.
 */
export async function sendTold(told: readonly Told[]): Promise<readonly Told[]> {
  return (await Promise.all(lanes(told).map(sendLane))).flat();
}

/** What may be sent side by side: all of one group is in one lane, in its order. */
export function lanes(told: readonly Told[]): Told[][] {
  const lanes: Told[][] = [];
  for (const group of Map.groupBy(told, ({ tenantId }) => tenantId).values()) {
    const last = lanes.at(-1);
    if (last && last.length + group.length <= MAX_ENTRIES) last.push(...group);
    else lanes.push(group);
  }
  return lanes;
}

async function sendLane(lane: readonly Told[]): Promise<readonly Told[]> {
  for (let from = 0; from < lane.length; from += MAX_ENTRIES) {
    const portion = lane.slice(from, from + MAX_ENTRIES);
    const whole = portion.filter(({ counting }) => !counting);
    const refused = await send("QUEUE_URL_WRITE_AUDIT", whole, inItsGroup);
    const waiting = portion.filter((one) => one.counting || refused.includes(one));
    const lost = await send("QUEUE_URL_RESEND_AUDIT", waiting, later);
    if (lost.length) return lost;
  }
  return [];
}

type Addressed = Pick<
  SendMessageBatchRequestEntry,
  "MessageGroupId" | "MessageDeduplicationId" | "DelaySeconds"
>;

const inItsGroup = ({ tenantId, recordId }: Told): Addressed => ({
  MessageGroupId: tenantId,
  MessageDeduplicationId: recordId,
});
const later = ({ counting }: Told): Addressed => ({
  DelaySeconds: RESEND_AFTER_SECONDS + (counting ? tallySeconds() : 0),
});

/** Answers those that were not taken. */
async function send(
  queue: string,
  portion: readonly Told[],
  address: (told: Told) => Addressed,
): Promise<readonly Told[]> {
  if (!portion.length) return [];
  const Entries = portion.map((told, index): SendMessageBatchRequestEntry => {
    const { tenantId, recordId } = told;
    const MessageBody = JSON.stringify({ tenantId, recordId });
    return { Id: String(index), MessageBody, ...address(told) };
  });
  try {
    const QueueUrl = env(queue);
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const refused = portion.filter((_, index) => Failed.some(({ Id }) => Id === String(index)));
    for (const { tenantId, recordId } of refused)
      logger.warn("audit record refused", { queue, tenantId, recordId });
    return refused;
  } catch (error) {
    logger.error("audit records not sent", error, { queue, count: portion.length });
    return portion;
  }
}
