import { createHash } from "node:crypto";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { bodies, type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
let count = 0;
beforeAll(async () => {
  cloud = await startSqs();
});
afterEach(() => void vi.useRealTimers());
afterAll(() => cloud.close());

const newQueue = (attributes = {}) => cloud.create(`messages-${count++}`, attributes);

/** Moves the clock on without waiting; timers stay real. */
function pass(seconds: number) {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: now + seconds * 1000 });
}

test("a message comes back with its ID, body and the MD5 that the SDK verifies", async () => {
  const url = await newQueue();
  const sent = await cloud.send(url, "hällo 🌍");
  const [message] = await cloud.receive(url);
  expect(message).toMatchObject({ MessageId: sent.MessageId, Body: "hällo 🌍" });
  expect(message?.MD5OfBody).toBe(createHash("md5").update("hällo 🌍").digest("hex"));
  expect(message?.Attributes).toBeUndefined();
});

test("system attributes are answered when asked for", async () => {
  const url = await newQueue();
  const before = Date.now();
  await cloud.send(url, "x", {
    MessageSystemAttributes: {
      AWSTraceHeader: {
        DataType: "String",
        StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793",
      },
    },
  });
  const [message] = await cloud.receive(url, { MessageSystemAttributeNames: ["All"] });
  expect(message?.Attributes).toMatchObject({
    ApproximateReceiveCount: "1",
    AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
  });
  expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(before);
});

test("a received message is hidden until its visibility timeout is over", async () => {
  const url = await newQueue({ VisibilityTimeout: "20" });
  await cloud.send(url, "x");
  expect(await cloud.receive(url)).toHaveLength(1);
  expect(await cloud.receive(url)).toHaveLength(0);
  pass(20);
  const [again] = await cloud.receive(url, { AttributeNames: ["All"] });
  expect(again?.Attributes?.ApproximateReceiveCount).toBe("2");
});

test("the visibility timeout of a receive goes before that of the queue", async () => {
  const url = await newQueue();
  await cloud.send(url, "x");
  await cloud.receive(url, { VisibilityTimeout: 5 });
  pass(5);
  expect(await cloud.receive(url)).toHaveLength(1);
});

test("a deleted message does not come back, and deleting it twice is fine", async () => {
  const url = await newQueue();
  await cloud.send(url, "x");
  const [message] = await cloud.receive(url, { VisibilityTimeout: 0 });
  const command = new DeleteMessageCommand({
    QueueUrl: url,
    ReceiptHandle: message?.ReceiptHandle,
  });
  await cloud.client.send(command);
  await cloud.client.send(command);
  expect(await cloud.receive(url)).toEqual([]);
});

test("the handle of an earlier delivery does not delete the message", async () => {
  const url = await newQueue();
  await cloud.send(url, "x");
  const [first] = await cloud.receive(url, { VisibilityTimeout: 0 });
  await cloud.receive(url, { VisibilityTimeout: 0 });
  await cloud.client.send(
    new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }),
  );
  expect(await cloud.receive(url)).toHaveLength(1);
});

test("a handle that is none, or of another queue, is ReceiptHandleIsInvalid", async () => {
  const [url, other] = [await newQueue(), await newQueue()];
  await cloud.send(other, "x");
  const [message] = await cloud.receive(other);
  for (const ReceiptHandle of ["nonsense", message?.ReceiptHandle]) {
    await expect(
      cloud.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })),
    ).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" });
  }
});

test("a visibility timeout of 0 gives the message back at once", async () => {
  const url = await newQueue();
  await cloud.send(url, "x");
  const [message] = await cloud.receive(url);
  const { ReceiptHandle } = message ?? {};
  await cloud.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
  );
  expect(await cloud.receive(url)).toHaveLength(1);
});

test("the visibility timeout can be made longer while the message is in flight", async () => {
  const url = await newQueue({ VisibilityTimeout: "10" });
  await cloud.send(url, "x");
  const [message] = await cloud.receive(url);
  const { ReceiptHandle } = message ?? {};
  await cloud.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 100 }),
  );
  pass(50);
  expect(await cloud.receive(url)).toEqual([]);
});

test("changing the visibility of a message that is back is MessageNotInflight", async () => {
  const url = await newQueue();
  await cloud.send(url, "x");
  const [message] = await cloud.receive(url, { VisibilityTimeout: 0 });
  const { ReceiptHandle } = message ?? {};
  await expect(
    cloud.client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 9 }),
    ),
  ).rejects.toMatchObject({ name: "MessageNotInflight" });
});

test("a delayed message comes when its delay is over", async () => {
  const url = await newQueue({ DelaySeconds: "60" });
  await cloud.send(url, "by the queue");
  await cloud.send(url, "by itself", { DelaySeconds: 10 });
  expect(await cloud.receive(url)).toEqual([]);
  pass(10);
  expect(bodies(await cloud.receive(url))).toEqual(["by itself"]);
  pass(50);
  expect(bodies(await cloud.receive(url))).toContain("by the queue");
});

test("a message older than the retention period is gone", async () => {
  const url = await newQueue({ MessageRetentionPeriod: "60" });
  await cloud.send(url, "x");
  pass(61);
  expect(await cloud.receive(url)).toEqual([]);
});

test("a long poll answers as soon as a message comes", async () => {
  const url = await newQueue();
  const poll = cloud.receive(url, { WaitTimeSeconds: 20 });
  await cloud.send(await newQueue(), "elsewhere");
  await cloud.send(url, "here");
  expect(bodies(await poll)).toEqual(["here"]);
});

test("a long poll answers when a delay ends", async () => {
  const url = await newQueue();
  await cloud.send(url, "x", { DelaySeconds: 1 });
  expect(bodies(await cloud.receive(url, { WaitTimeSeconds: 20 }))).toEqual(["x"]);
});

test("a caller that has hung up takes no message", async () => {
  const url = await newQueue();
  const caller = new AbortController();
  const poll = cloud.sqs.receive(url, { max: 1, waitSeconds: 20, signal: caller.signal });
  caller.abort();
  expect(await poll).toEqual([]);
  await cloud.send(url, "x");
  expect(await cloud.receive(url)).toHaveLength(1);
});

test.each([
  [{ MaxNumberOfMessages: 11 }],
  [{ MaxNumberOfMessages: 0 }],
  [{ WaitTimeSeconds: 21 }],
  [{ VisibilityTimeout: 43_201 }],
])("receiving with %o is InvalidParameterValue", async (input) => {
  const url = await newQueue();
  await expect(cloud.receive(url, input)).rejects.toMatchObject({ name: "InvalidParameterValue" });
});
