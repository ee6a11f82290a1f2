import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type Consumer, consumerOfQueue, findConsumers } from "./consumers";
import { OperatorError } from "./failure";
import { mapSome } from "./some-at-once";
import type { Stage } from "./stage";

interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
}

export interface DeadLetterQueue extends Queue {
  readonly messages: number;
  /** Given to somebody who looks or redrives, and back in a moment if they do not. */
  readonly inFlight: number;
  /** Where they died; undefined for what the outbox relay gave up on, which came from the table. */
  readonly source: Queue | undefined;
  /** `tenant.onTenantCreated`, or the worker that reads the queue. */
  readonly consumer: string;
}

const ENDING = /-dead-letters(\.fifo)?$/;

/** Every dead-letter queue of the stage, by name. */
export async function findDeadLetterQueues(stage: Stage): Promise<DeadLetterQueue[]> {
  const client = new SQSClient({});
  const [urls, consumers] = await Promise.all([listQueues(client, stage), findConsumers(stage)]);
  const all = new Map(urls.map((url) => [nameIn(url), url]));
  const found = [...all.keys()].filter((name) => ENDING.test(name)).sort();
  return mapSome(found, async (name) => {
    const url = all.get(name) ?? "";
    const { Attributes: attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: [
          "QueueArn",
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
        ],
      }),
    );
    const arn = attributes.QueueArn ?? "";
    const source = sourceOf({ name, url, arn }, all);
    return {
      ...{ name, url, arn, source },
      messages: Number(attributes.ApproximateNumberOfMessages),
      inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible),
      consumer: await consumerOf(stage, consumers, source ?? { name, url, arn }),
    };
  });
}

/** The one that is meant by its name, its queue's, or its consumer's. @throws OperatorError */
export async function findDeadLetterQueue(stage: Stage, meant: string): Promise<DeadLetterQueue> {
  const all = await findDeadLetterQueues(stage);
  const found = all.find(({ name, source, consumer }) =>
    [name, source?.name, consumer].some(
      (known) => known === meant || known === `${stage.queuePrefix}${meant}`,
    ),
  );
  if (found) return found;
  const filled = all.filter(({ messages }) => messages > 0).map(({ name }) => name);
  const hint = filled.length ? ` Those with dead letters: ${filled.join(", ")}.` : "";
  throw new OperatorError(`There is no dead-letter queue ${meant}. See: faibric dlq list.${hint}`);
}

/** When the oldest message was sent, as ISO 8601, of the ten that SQS shows at once. They stay visible. */
export async function oldestIn({ url, messages }: DeadLetterQueue): Promise<string | undefined> {
  if (messages === 0) return undefined;
  const { Messages = [] } = await new SQSClient({}).send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  const times = Messages.map(({ Attributes }) => Number(Attributes?.SentTimestamp));
  return times.length ? new Date(Math.min(...times)).toISOString() : undefined;
}

async function listQueues(client: SQSClient, { queuePrefix }: Stage): Promise<string[]> {
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListQueuesCommand({
        MaxResults: 1000,
        ...(queuePrefix ? { QueueNamePrefix: queuePrefix } : {}),
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    urls.push(...(page.QueueUrls ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return urls;
}

function sourceOf({ name, arn }: Queue, all: ReadonlyMap<string, string>): Queue | undefined {
  const source = name.replace(ENDING, "$1");
  const url = all.get(source);
  return url ? { name: source, url, arn: arn.replace(name, source) } : undefined;
}

async function consumerOf(
  stage: Stage,
  consumers: readonly Consumer[],
  queue: Queue,
): Promise<string> {
  const known = await consumerOfQueue(stage, consumers, queue);
  return known ?? queue.name.slice(stage.queuePrefix.length).replace(ENDING, "");
}

const nameIn = (url: string) => url.split("/").at(-1) ?? url;
