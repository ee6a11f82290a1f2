import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
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

const arnOf = (url: string) => `arn:aws:sqs:eu-central-1:000000000000:${url.split("/").at(-1)}`;

/** A queue whose messages die after so many deliveries, and its dead-letter queue. */
async function newPair(maxReceiveCount: number, suffix = "") {
  const name = `source-${count++}`;
  const dead = await cloud.create(`${name}-dead${suffix}`);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount });
  const attributes = suffix
    ? { RedrivePolicy, ContentBasedDeduplication: "true" }
    : { RedrivePolicy };
  return { dead, source: await cloud.create(name + suffix, attributes) };
}

/** Receives until the message has moved. */
async function kill(source: string, deliveries: number) {
  for (let i = 0; i <= deliveries; i++) await cloud.receive(source, { VisibilityTimeout: 0 });
}

const start = (input: StartMessageMoveTaskCommandInput) =>
  cloud.client.send(new StartMessageMoveTaskCommand(input));

async function latestTask(SourceArn: string) {
  const { Results } = await cloud.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
  return Results?.[0];
}

test("a message that was received more often than maxReceiveCount is in the dead-letter queue", async () => {
  const { source, dead } = await newPair(2);
  const sent = await cloud.send(source, "poison");
  expect(await cloud.receive(source, { VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await cloud.receive(source, { VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await cloud.receive(source, { VisibilityTimeout: 0 })).toHaveLength(0);
  const [letter] = await cloud.receive(dead, { MessageSystemAttributeNames: ["All"] });
  expect(letter).toMatchObject({
    MessageId: sent.MessageId,
    Body: "poison",
    Attributes: { DeadLetterQueueSourceArn: arnOf(source), ApproximateReceiveCount: "3" },
  });
});

test("a message that moves to the dead-letter queue wakes a long poll there", async () => {
  const { source, dead } = await newPair(1);
  const poll = cloud.receive(dead, { WaitTimeSeconds: 20 });
  await cloud.send(source, "poison");
  await kill(source, 1);
  expect(bodies(await poll)).toEqual(["poison"]);
});

test("a dead letter of a FIFO queue frees the rest of its group", async () => {
  const { source, dead } = await newPair(1, ".fifo");
  await cloud.send(source, "poison", { MessageGroupId: "g" });
  await cloud.send(source, "good", { MessageGroupId: "g" });
  await cloud.receive(source, { MaxNumberOfMessages: 1, VisibilityTimeout: 0 });
  expect(bodies(await cloud.receive(source))).toEqual(["good"]);
  expect(bodies(await cloud.receive(dead))).toEqual(["poison"]);
});

test("a dead letter of a standard queue keeps the age it had", async () => {
  const { source, dead } = await newPair(1);
  await cloud.send(source, "x");
  const [first] = await cloud.receive(source, {
    AttributeNames: ["All"],
    VisibilityTimeout: 0,
  });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  await kill(source, 1);
  const [letter] = await cloud.receive(dead, { AttributeNames: ["All"] });
  expect(letter?.Attributes?.SentTimestamp).toBe(first?.Attributes?.SentTimestamp);
});

test("a dead-letter queue must exist, and be of the same type", async () => {
  const policy = (name: string) =>
    JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount: 3 });
  await expect(cloud.create("s", { RedrivePolicy: policy("nobody") })).rejects.toMatchObject({
    name: "InvalidParameterValue",
    message: expect.stringContaining("Dead letter target does not exist"),
  });
  await cloud.create("dead.fifo");
  await expect(cloud.create("s", { RedrivePolicy: policy("dead.fifo") })).rejects.toMatchObject({
    name: "InvalidParameterValue",
    message: expect.stringContaining("must be same type of queue"),
  });
});

test("a dead-letter queue can refuse sources by its RedriveAllowPolicy", async () => {
  await cloud.create("closed", {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
  });
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: arnOf("closed"),
    maxReceiveCount: 3,
  });
  await expect(cloud.create("outside", { RedrivePolicy })).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});

test("ListDeadLetterSourceQueues names the queues that send their dead letters here", async () => {
  const { source, dead } = await newPair(1);
  const answer = await cloud.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(answer.queueUrls).toEqual([source]);
});

test("a move task brings dead letters back to their source as new messages", async () => {
  const { source, dead } = await newPair(1);
  const sent = await cloud.send(source, "poison");
  await kill(source, 1);
  await start({ SourceArn: arnOf(dead) });
  const [message] = await cloud.receive(source, { MessageSystemAttributeNames: ["All"] });
  expect(message).toMatchObject({ Body: "poison", Attributes: { ApproximateReceiveCount: "1" } });
  expect(message?.MessageId).not.toBe(sent.MessageId);
  expect(await latestTask(arnOf(dead))).toMatchObject({
    Status: "COMPLETED",
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 1,
  });
});

test("a move task takes them to another queue when it is told one", async () => {
  const { source, dead } = await newPair(1);
  const other = await cloud.create(`other-${count++}`);
  await cloud.send(source, "poison");
  await kill(source, 1);
  await start({ SourceArn: arnOf(dead), DestinationArn: arnOf(other) });
  expect(bodies(await cloud.receive(other))).toEqual(["poison"]);
});

test("a move task with a rate runs on, is the only one, and can be cancelled once", async () => {
  const { source, dead } = await newPair(1);
  for (const body of ["1", "2", "3"]) await cloud.send(source, body);
  await kill(source, 1);
  const SourceArn = arnOf(dead);
  const { TaskHandle } = await start({ SourceArn, MaxNumberOfMessagesPerSecond: 1 });
  await expect(start({ SourceArn })).rejects.toMatchObject({ name: "UnsupportedOperation" });
  expect(await latestTask(SourceArn)).toMatchObject({ TaskHandle, Status: "RUNNING" });
  const cancel = () => cloud.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(await cancel()).toMatchObject({ ApproximateNumberOfMessagesMoved: 1 });
  expect(await latestTask(SourceArn)).toMatchObject({ Status: "CANCELLED" });
  await expect(cancel()).rejects.toMatchObject({ name: "UnsupportedOperation" });
});

test("only a dead-letter queue that exists can be the source of a move task", async () => {
  const plain = await cloud.create("plain");
  await expect(start({ SourceArn: arnOf(plain) })).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
  await expect(start({ SourceArn: arnOf("nobody") })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a move task fails on a dead letter whose source is gone, which stays where it is", async () => {
  const { source, dead } = await newPair(1);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount: 1 });
  await cloud.create(`second-${count++}`, { RedrivePolicy });
  await cloud.send(source, "poison");
  await kill(source, 1);
  await cloud.client.send(new DeleteQueueCommand({ QueueUrl: source }));
  await start({ SourceArn: arnOf(dead) });
  expect(await latestTask(arnOf(dead))).toMatchObject({
    Status: "FAILED",
    FailureReason: "CouldNotDetermineMessageSource",
  });
  expect(bodies(await cloud.receive(dead))).toEqual(["poison"]);
});
