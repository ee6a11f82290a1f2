import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { calm } from "../wire/chaos";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { createSqs } from "./sqs";

/** SQS on a port of its own, with the real client of the AWS SDK in front of it. */
export async function startSqs(file = ":memory:") {
  const store = openStore(file);
  const chaos = calm();
  let url = "";
  const sqs = createSqs({ store, chaos, endpointUrl: () => url });
  const endpoint = await serveAws([sqs]);
  url = endpoint.url;
  const client = new SQSClient({
    endpoint: url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    sqs,
    store,
    chaos,
    client,
    async create(name: string, attributes: Record<string, string> = {}): Promise<string> {
      const fifo: Record<string, string> = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
      const command = new CreateQueueCommand({
        QueueName: name,
        Attributes: { ...fifo, ...attributes },
      });
      return (await client.send(command)).QueueUrl ?? "";
    },
    send: (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more })),
    async receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, ...more };
      const { Messages } = await client.send(new ReceiveMessageCommand(input));
      return Messages ?? [];
    },
    async attributesOf(QueueUrl: string): Promise<Record<string, string>> {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
      return (await client.send(command)).Attributes ?? {};
    },
    async close() {
      client.destroy();
      await endpoint.close();
      store.close();
    },
  };
}

export type SqsUnderTest = Awaited<ReturnType<typeof startSqs>>;

export const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);
