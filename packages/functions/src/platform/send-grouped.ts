import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { env } from "@faibric/core/platform/env";
import { kebab } from "./manifest.schema";

const sqs = new SQSClient({});
const MAX_ENTRIES = 10;

/** A message to a FIFO queue. The same ID within five minutes is the same message. */
export interface Grouped {
  readonly group: string;
  readonly id: string;
  readonly body: object;
}

/** Sends messages to a FIFO queue that a manifest declares. @throws where one was not taken */
export async function sendGrouped(queue: string, messages: readonly Grouped[]): Promise<void> {
  const QueueUrl = env(`QUEUE_URL_${kebab(queue).replaceAll("-", "_").toUpperCase()}`);
  for (let from = 0; from < messages.length; from += MAX_ENTRIES) {
    const Entries = messages.slice(from, from + MAX_ENTRIES).map(({ group, id, body }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(body),
      MessageGroupId: group,
      MessageDeduplicationId: id,
    }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [first] = Failed;
    if (first)
      throw new Error(`${Failed.length} messages not taken: ${first.Code} ${first.Message}`);
  }
}
