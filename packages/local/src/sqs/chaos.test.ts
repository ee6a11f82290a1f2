import { afterEach, beforeEach, expect, test } from "vitest";
import { type SqsUnderTest, startSqs } from "./testing";

let cloud: SqsUnderTest;
beforeEach(async () => {
  cloud = await startSqs();
  Object.assign(cloud.chaos, { enabled: true, duplicate: 1, delayMs: 0 });
});
afterEach(() => cloud.close());

const numbers = Array.from({ length: 30 }, (_, index) => String(index));

/** Receives and deletes until the queue is empty; the message IDs and bodies in the order they came. */
async function drain(queue: string) {
  const seen: { id: string; body: string }[] = [];
  while (cloud.sqs.peek(queue, 1).length > 0) {
    for (const record of await cloud.sqs.receive(queue, { max: 10, waitSeconds: 1 })) {
      seen.push({ id: record.messageId, body: record.body });
      cloud.sqs.remove(queue, record.receiptHandle);
    }
  }
  return seen;
}

test("a standard queue delivers a message twice, under the same message ID", async () => {
  cloud.sqs.ensureQueue("plain");
  const { messageId } = cloud.sqs.send("plain", "x");
  expect((await drain("plain")).map(({ id }) => id)).toEqual([messageId, messageId]);
});

test("a standard queue delivers out of order", async () => {
  cloud.sqs.ensureQueue("plain");
  cloud.chaos.duplicate = 0;
  for (const body of numbers) cloud.sqs.send("plain", body);
  const seen = (await drain("plain")).map(({ body }) => body);
  expect(seen).not.toEqual(numbers);
  expect(new Set(seen)).toEqual(new Set(numbers));
});

test("a standard queue delivers late, but not later than was set", async () => {
  cloud.sqs.ensureQueue("plain");
  cloud.chaos.delayMs = 60_000;
  for (const body of numbers) cloud.sqs.send("plain", body);
  const [{ delayed } = { delayed: 0 }] = cloud.sqs.depths();
  expect(delayed).toBeGreaterThan(20);
  const { at } = cloud.store.prepare("SELECT max(visibleAt) AS at FROM sqs_messages").get() ?? {};
  expect(at).toBeLessThanOrEqual(Date.now() + 60_000);
});

test("the second delivery never becomes a dead letter of its own", async () => {
  cloud.sqs.ensureQueue("dead");
  const deadLetterTargetArn = "arn:aws:sqs:eu-central-1:000000000000:dead";
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  cloud.sqs.ensureQueue("plain", { RedrivePolicy });
  cloud.sqs.send("plain", "poison");
  while (cloud.sqs.peek("plain", 1).length > 0) {
    await cloud.sqs.receive("plain", { max: 1, waitSeconds: 0, visibilitySeconds: 0 });
  }
  expect(cloud.sqs.peek("dead", 10)).toHaveLength(1);
});

test("a FIFO queue stays in order, on time and without duplicates", async () => {
  cloud.chaos.delayMs = 60_000;
  cloud.sqs.ensureQueue("ordered.fifo", { FifoQueue: "true" });
  for (const body of numbers) {
    cloud.sqs.send("ordered.fifo", body, { groupId: "g", deduplicationId: body });
  }
  expect((await drain("ordered.fifo")).map(({ body }) => body)).toEqual(numbers);
});

test("the switch works while messages are in the queue", async () => {
  cloud.sqs.ensureQueue("plain");
  cloud.sqs.send("plain", "x");
  cloud.chaos.enabled = false;
  expect(await drain("plain")).toHaveLength(1);
});
