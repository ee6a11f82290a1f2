import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { bodies, type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
let count = 0;
beforeAll(async () => {
  cloud = await startSqs();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => cloud.close());

const newQueue = (attributes = {}) =>
  cloud.create(`fifo-${count++}.fifo`, { ContentBasedDeduplication: "true", ...attributes });
const sendTo = (
  url: string,
  MessageGroupId: string,
  body: string,
  MessageDeduplicationId?: string,
) =>
  cloud.send(url, body, {
    MessageGroupId,
    ...(MessageDeduplicationId && { MessageDeduplicationId }),
  });
const remove = (QueueUrl: string, { ReceiptHandle }: Message) =>
  cloud.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

function pass(seconds: number) {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: now + seconds * 1000 });
}

test("messages of a group come in the order they were sent, with growing sequence numbers", async () => {
  const url = await newQueue();
  const sent = [];
  for (const body of ["1", "2", "3"]) sent.push(await sendTo(url, "g", body));
  const messages = await cloud.receive(url, { MessageSystemAttributeNames: ["All"] });
  expect(bodies(messages)).toEqual(["1", "2", "3"]);
  const numbers = messages.map(({ Attributes }) => Attributes?.SequenceNumber ?? "");
  expect(numbers).toEqual(sent.map(({ SequenceNumber }) => SequenceNumber));
  expect(numbers).toEqual([...numbers].sort());
  expect(numbers[0]).toMatch(/^\d{20}$/);
  expect(messages[0]?.Attributes?.MessageGroupId).toBe("g");
});

test("a group waits while one of its messages is in flight; other groups do not", async () => {
  const url = await newQueue();
  await sendTo(url, "a", "a1");
  await sendTo(url, "a", "a2");
  await sendTo(url, "b", "b1");
  expect(bodies(await cloud.receive(url, { MaxNumberOfMessages: 1 }))).toEqual(["a1"]);
  expect(bodies(await cloud.receive(url))).toEqual(["b1"]);
  expect(await cloud.receive(url)).toEqual([]);
});

test("deleting a message wakes a long poll that waits for the rest of its group", async () => {
  const url = await newQueue();
  await sendTo(url, "a", "a1");
  await sendTo(url, "a", "a2");
  const [first] = await cloud.receive(url, { MaxNumberOfMessages: 1 });
  const poll = cloud.receive(url, { WaitTimeSeconds: 20 });
  await remove(url, first ?? {});
  expect(bodies(await poll)).toEqual(["a2"]);
});

test("a message that is given back keeps its place before the later ones", async () => {
  const url = await newQueue();
  await sendTo(url, "a", "a1");
  await sendTo(url, "a", "a2");
  const [first] = await cloud.receive(url, { MaxNumberOfMessages: 1 });
  const { ReceiptHandle } = first ?? {};
  await cloud.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
  );
  expect(bodies(await cloud.receive(url))).toEqual(["a1", "a2"]);
});

test("a message sent twice within five minutes is delivered once, with one message ID", async () => {
  const url = await newQueue();
  const first = await sendTo(url, "g", "first body", "same");
  const second = await sendTo(url, "other-group", "second body", "same");
  expect(second).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  });
  expect(bodies(await cloud.receive(url))).toEqual(["first body"]);
});

test("deduplication goes on after the message was deleted, and ends after five minutes", async () => {
  const url = await newQueue();
  await sendTo(url, "g", "x");
  const [message] = await cloud.receive(url);
  await remove(url, message ?? {});
  await sendTo(url, "g", "x");
  expect(await cloud.receive(url)).toEqual([]);
  pass(301);
  await sendTo(url, "g", "x");
  expect(await cloud.receive(url)).toHaveLength(1);
});

test("content-based deduplication looks at the body, and an explicit ID goes before it", async () => {
  const url = await newQueue();
  await sendTo(url, "g", "same");
  await sendTo(url, "g", "same");
  await sendTo(url, "g", "same", "explicit");
  expect(bodies(await cloud.receive(url))).toEqual(["same", "same"]);
});

test("with the scope messageGroup, two groups may use the same deduplication ID", async () => {
  const url = await newQueue({
    DeduplicationScope: "messageGroup",
    FifoThroughputLimit: "perMessageGroupId",
  });
  await sendTo(url, "a", "x", "same");
  await sendTo(url, "b", "x", "same");
  await sendTo(url, "b", "x", "same");
  expect(await cloud.receive(url)).toHaveLength(2);
});

test("a message without a group is MissingParameter", async () => {
  const url = await newQueue();
  await expect(cloud.send(url, "x")).rejects.toMatchObject({ name: "MissingParameter" });
});

test("a message without any deduplication ID is InvalidParameterValue", async () => {
  const url = await newQueue({ ContentBasedDeduplication: "false" });
  await expect(sendTo(url, "g", "x")).rejects.toMatchObject({ name: "InvalidParameterValue" });
});

test("a message cannot have a delay of its own; the delay of the queue holds the group back", async () => {
  const url = await newQueue({ DelaySeconds: "30" });
  await expect(
    cloud.send(url, "x", { MessageGroupId: "g", DelaySeconds: 1 }),
  ).rejects.toMatchObject({ name: "InvalidParameterValue" });
  await sendTo(url, "g", "x");
  expect(await cloud.receive(url)).toEqual([]);
  pass(30);
  expect(await cloud.receive(url)).toHaveLength(1);
});

test("a handle whose visibility timeout is over no longer deletes", async () => {
  const url = await newQueue();
  await sendTo(url, "g", "x");
  const [message] = await cloud.receive(url, { VisibilityTimeout: 5 });
  pass(6);
  await expect(remove(url, message ?? {})).rejects.toMatchObject({
    name: "InvalidParameterValue",
    message: expect.stringContaining("expired"),
  });
});

test("a standard queue takes a message group but no deduplication ID", async () => {
  const url = await cloud.create("fair");
  await sendTo(url, "tenant-1", "x");
  await sendTo(url, "tenant-1", "y");
  expect(await cloud.receive(url, { MaxNumberOfMessages: 1 })).toHaveLength(1);
  const [second] = await cloud.receive(url, { MessageSystemAttributeNames: ["MessageGroupId"] });
  expect(second?.Attributes).toEqual({ MessageGroupId: "tenant-1" });
  await expect(sendTo(url, "tenant-1", "x", "id")).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});
