import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeadLetterQueue } from "./dead-letter-queues";
import { OperatorError } from "./failure";

/** Long enough to look through a queue. Whoever is killed in between leaves it hidden for so long. */
const HIDDEN_SECONDS = 60;
const AT_ONCE = 10;

/**
 * Gives the first dead letters to `use`, and then shows them to others again. Looking at them leaves
 * them where they are; `use` answers those that it took away.
 */
export async function withDeadLetters<T>(
  { url }: DeadLetterQueue,
  wanted: { readonly limit: number; readonly message?: string | undefined },
  use: (messages: readonly Message[]) => Promise<{ result: T; removed?: readonly Message[] }>,
): Promise<T> {
  const client = new SQSClient({});
  const seen = new Map<string, Message>();
  let removed: readonly Message[] = [];
  try {
    await receive(client, url, wanted, seen);
    const all = [...seen.values()];
    const chosen = wanted.message
      ? all.filter(({ MessageId }) => MessageId === wanted.message)
      : all.slice(0, wanted.limit);
    const used = await use(chosen);
    removed = used.removed ?? [];
    return used.result;
  } finally {
    const left = [...seen.values()].filter((message) => !removed.includes(message));
    await release(client, url, left);
  }
}

export const messageMissing = (message: string, { name }: DeadLetterQueue) =>
  new OperatorError(
    `There is no message ${message} in ${name}, or somebody else looks at it. Try again in a minute.`,
  );

async function receive(
  client: SQSClient,
  url: string,
  { limit, message: wanted }: { readonly limit: number; readonly message?: string | undefined },
  seen: Map<string, Message>,
): Promise<void> {
  const enough = () => (wanted ? seen.has(wanted) : seen.size >= limit);
  while (!enough()) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: AT_ONCE,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1, // asks all servers of the queue: a short poll may miss some
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) return;
    for (const message of Messages) seen.set(message.MessageId ?? "", message);
  }
}

async function release(
  client: SQSClient,
  url: string,
  messages: readonly Message[],
): Promise<void> {
  for (let start = 0; start < messages.length; start += AT_ONCE) {
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: messages.slice(start, start + AT_ONCE).map(({ ReceiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
  }
}
