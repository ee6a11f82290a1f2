import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { transact } from "../wire/store";
import { type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
beforeEach(async () => {
  cloud = await startSqs();
});
afterEach(() => cloud.close());

const once = { max: 10, waitSeconds: 0 };
const policy = (name: string) =>
  JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:eu-central-1:000000000000:${name}`,
    maxReceiveCount: 1,
  });

test("a message received in process is a Lambda record", async () => {
  cloud.sqs.ensureQueue("orders");
  const attributes = { kind: { DataType: "String", StringValue: "new" } };
  const { messageId } = cloud.sqs.send("orders", "hello", { attributes });
  const [record] = await cloud.sqs.receive("orders", once);
  expect(record).toEqual({
    messageId,
    receiptHandle: expect.any(String),
    body: "hello",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      SenderId: expect.any(String),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
    },
    messageAttributes: {
      kind: { stringValue: "new", dataType: "String", stringListValues: [], binaryListValues: [] },
    },
    md5OfBody: "5d41402abc4b2a76b9719d911017c592",
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:orders",
    awsRegion: "eu-central-1",
  });
});

test("a send is part of the caller's transaction, with it stored or with it undone", async () => {
  for (const name of ["plain", "ordered.fifo"]) {
    cloud.sqs.ensureQueue(name, name.endsWith(".fifo") ? { FifoQueue: "true" } : {});
    const send = (body: string) =>
      cloud.sqs.send(
        name,
        body,
        name.endsWith(".fifo") ? { groupId: "g", deduplicationId: body } : {},
      );
    const failing = () =>
      transact(cloud.store, () => {
        send("undone");
        throw new Error("changed its mind");
      });
    expect(failing).toThrow("changed its mind");
    transact(cloud.store, () => send("undone"));
    expect(cloud.sqs.peek(name, 10).map(({ body }) => body)).toEqual(["undone"]);
  }
});

test("a long poll wakes when the transaction of the sender is over, not before", async () => {
  cloud.sqs.ensureQueue("orders");
  const poll = cloud.sqs.receive("orders", { max: 1, waitSeconds: 20 });
  transact(cloud.store, () => cloud.sqs.send("orders", "x"));
  expect(await poll).toHaveLength(1);
});

test("a released message comes back, and releasing one that is gone does nothing", async () => {
  cloud.sqs.ensureQueue("orders");
  cloud.sqs.send("orders", "x");
  const [record] = await cloud.sqs.receive("orders", once);
  const handle = record?.receiptHandle ?? "";
  cloud.sqs.release("orders", handle, 0);
  const [again] = await cloud.sqs.receive("orders", once);
  expect(again?.messageId).toBe(record?.messageId);
  cloud.sqs.remove("orders", again?.receiptHandle ?? "");
  cloud.sqs.release("orders", handle, 0);
  expect(cloud.sqs.peek("orders", 10)).toEqual([]);
});

test("ensuring a queue again changes its attributes and keeps its messages", async () => {
  cloud.sqs.ensureQueue("orders", { VisibilityTimeout: "10" });
  cloud.sqs.send("orders", "kept");
  cloud.sqs.ensureQueue("orders", { VisibilityTimeout: "20" });
  const url = await cloud.create("orders");
  expect(await cloud.attributesOf(url)).toMatchObject({
    VisibilityTimeout: "20",
    ApproximateNumberOfMessages: "1",
  });
});

test("depths count each queue and name its dead-letter queue and its sources", async () => {
  cloud.sqs.ensureQueue("dead");
  cloud.sqs.ensureQueue("orders", { RedrivePolicy: policy("dead") });
  cloud.sqs.send("orders", "received");
  await cloud.sqs.receive("orders", once);
  cloud.sqs.send("orders", "visible");
  cloud.sqs.send("orders", "delayed", { delaySeconds: 60 });
  expect(cloud.sqs.depths()).toEqual([
    {
      queue: "dead",
      ...{ visible: 0, inFlight: 0, delayed: 0, oldestSeconds: 0 },
      deadLetterQueue: null,
      isDeadLetterQueueOf: ["orders"],
    },
    {
      queue: "orders",
      ...{ visible: 1, inFlight: 1, delayed: 1, oldestSeconds: 0 },
      deadLetterQueue: "dead",
      isDeadLetterQueueOf: [],
    },
  ]);
});

test("peek shows messages and their deliveries and receives none", async () => {
  cloud.sqs.ensureQueue("orders");
  const { messageId } = cloud.sqs.send("orders", "first");
  cloud.sqs.send("orders", "second");
  await cloud.sqs.receive("orders", { max: 1, waitSeconds: 0, visibilitySeconds: 0 });
  const peeked = cloud.sqs.peek("orders", 1);
  expect(peeked).toMatchObject([
    { messageId, body: "first", receiveCount: 1, state: "visible", source: null },
  ]);
  expect(Date.parse(peeked[0]?.sentAt ?? "")).toBeGreaterThan(Date.now() - 10_000);
  expect(cloud.sqs.peek("orders", 1)).toEqual(peeked);
});

test("redrive moves chosen dead letters back, then the rest", async () => {
  cloud.sqs.ensureQueue("dead");
  cloud.sqs.ensureQueue("orders", { RedrivePolicy: policy("dead") });
  const sent = ["1", "2", "3"].map((body) => cloud.sqs.send("orders", body).messageId);
  await cloud.sqs.receive("orders", { ...once, visibilitySeconds: 0 });
  await cloud.sqs.receive("orders", once);
  expect(cloud.sqs.peek("dead", 10).map(({ source }) => source)).toEqual(Array(3).fill("orders"));
  expect(cloud.sqs.redrive("dead", [sent[1] ?? "", "unknown"])).toBe(1);
  expect(cloud.sqs.peek("orders", 10).map(({ body }) => body)).toEqual(["2"]);
  expect(cloud.sqs.redrive("dead")).toBe(2);
  expect(cloud.sqs.depths().map(({ visible }) => visible)).toEqual([0, 3]);
});

test("what was sent straight to a dead-letter queue goes to its only source", async () => {
  cloud.sqs.ensureQueue("dead");
  cloud.sqs.ensureQueue("orders", { RedrivePolicy: policy("dead") });
  cloud.sqs.send("dead", "from a rule");
  expect(cloud.sqs.redrive("dead")).toBe(1);
  expect(cloud.sqs.peek("orders", 1)[0]?.body).toBe("from a rule");
});

test("listeners hear of changes once for many, until they stop", async () => {
  cloud.sqs.ensureQueue("orders");
  const listener = vi.fn();
  const stop = cloud.sqs.onChange(listener);
  for (let i = 0; i < 100; i++) cloud.sqs.send("orders", "x");
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1));
  stop();
  cloud.sqs.send("orders", "x");
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(listener).toHaveBeenCalledTimes(1);
});

test("closing ends long polls without messages", async () => {
  cloud.sqs.ensureQueue("orders");
  const poll = cloud.sqs.receive("orders", { max: 1, waitSeconds: 20 });
  await cloud.sqs.close();
  expect(await poll).toEqual([]);
});
