import type { SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logTo } from "../wire/log";
import type { Invoke } from "./function-call";
import { createQueue } from "./polled-queue.fixture";
import { type PolledQueue, pollQueue, type QueuePollerOptions } from "./queue-poller";

let queue: ReturnType<typeof createQueue>;
let stop: AbortController;
let batches: string[][];
let logged: string[];
let polling: Promise<void>;

beforeEach(() => {
  queue = createQueue();
  stop = new AbortController();
  batches = [];
  logged = [];
  polling = Promise.resolve();
  logTo((line) => void logged.push(line));
});
afterEach(async () => {
  stop.abort();
  await polling;
  logTo((line) => process.stderr.write(`${line}\n`));
});

type Handle = (ids: readonly string[], records: readonly SQSRecord[]) => unknown;

function poll(handle: Handle, options: Partial<QueuePollerOptions> = {}) {
  const invoke: Invoke = async (_name, payload) => {
    const { Records } = JSON.parse(JSON.stringify(payload)) as { Records: SQSRecord[] };
    const ids = Records.map(({ messageId }) => messageId);
    batches.push(ids);
    return await handle(ids, Records);
  };
  polling = pollQueue({
    sqs: queue.sqs,
    queueName: "q",
    functionName: "consume",
    invoke,
    batchSize: 10,
    windowSeconds: 0,
    concurrency: 1,
    retryDelaySeconds: () => 0.01,
    signal: stop.signal,
    ...options,
  });
}

const failures = (...ids: (string | null)[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
const empty = () =>
  expect.poll(() => queue.messages.length, { interval: 2, timeout: 5000 }).toBe(0);

test("what is in the queue arrives as one batch of SQS records and is removed", async () => {
  for (const id of ["a", "b", "c"]) queue.send(id);
  let received: readonly SQSRecord[] = [];
  poll((_ids, records) => {
    received = records;
  });
  await empty();
  expect(batches).toEqual([["a", "b", "c"]]);
  expect(received[0]).toMatchObject({
    messageId: "a",
    body: "a",
    eventSource: "aws:sqs",
    attributes: { ApproximateReceiveCount: "1" },
  });
});

test("a message that arrives later is handed over at once, not at the end of the long poll", async () => {
  let arrived = 0;
  poll(() => {
    arrived = performance.now();
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  const sent = performance.now();
  queue.send("a");
  await empty();
  expect(arrived - sent).toBeLessThan(500);
});

test("a batch has at most batchSize messages", async () => {
  for (const id of ["a", "b", "c", "d", "e"]) queue.send(id);
  poll(() => undefined, { batchSize: 2 });
  await empty();
  expect(batches).toEqual([["a", "b"], ["c", "d"], ["e"]]);
});

test("a window gathers what arrives within it, also more than the ten of one receive", async () => {
  for (let n = 0; n < 12; n++) queue.send(`early-${n}`);
  poll(() => undefined, { batchSize: 100, windowSeconds: 0.5 });
  setTimeout(() => queue.send("late"), 40);
  await expect.poll(() => batches.flat().length, { interval: 5, timeout: 5000 }).toBe(13);
  expect(batches).toHaveLength(1);
});

test("a window ends early when the batch is full", async () => {
  for (let n = 0; n < 12; n++) queue.send(`m${n}`);
  const started = performance.now();
  poll(() => undefined, { batchSize: 12, windowSeconds: 10 });
  await empty();
  expect(performance.now() - started).toBeLessThan(2000);
});

test("only the reported failures come back, and their receive count grows", async () => {
  for (const id of ["a", "b", "c"]) queue.send(id);
  const counts: string[] = [];
  poll((ids, records) => {
    const count = records.find(({ messageId }) => messageId === "b")?.attributes;
    counts.push(count?.ApproximateReceiveCount ?? "");
    return ids.length > 1 ? failures("b") : undefined;
  });
  await empty();
  expect(batches).toEqual([["a", "b", "c"], ["b"]]);
  expect(counts).toEqual(["1", "2"]);
});

test("the wait before a retry follows from how often the message was received", async () => {
  queue.send("a");
  poll(() => (batches.length < 4 ? failures("a") : undefined), {
    retryDelaySeconds: (count) => count / 1000,
  });
  await empty();
  expect(queue.releases.map(({ after }) => after)).toEqual([0.001, 0.002, 0.003]);
});

test.each([
  ["an empty identifier", failures("")],
  ["a null identifier", failures(null)],
  ["an identifier of no record", failures("a", "zzz")],
  ["an identifier under another name", { batchItemFailures: [{ id: "a" }] }],
  ["failures that are no list", { batchItemFailures: "a" }],
])("the whole batch has failed at %s", async (_name, response) => {
  for (const id of ["a", "b"]) queue.send(id);
  poll(() => (batches.length === 1 ? response : undefined));
  await empty();
  // The two become visible again a moment apart, so they may come back in one batch or in two.
  expect(batches[0]).toEqual(["a", "b"]);
  expect(batches.slice(1).flat()).toEqual(["a", "b"]);
});

test.each([
  ["no response", null],
  ["an empty response", {}],
  ["no failures", failures()],
  ["null failures", { batchItemFailures: null }],
])("the whole batch has succeeded at %s", async (_name, response) => {
  for (const id of ["a", "b"]) queue.send(id);
  poll(() => response);
  await empty();
  expect(batches).toEqual([["a", "b"]]);
});

test("a thrown error fails the whole batch and is logged", async () => {
  for (const id of ["a", "b"]) queue.send(id);
  poll(() => {
    if (batches.length === 1) throw new Error("no database");
  });
  await empty();
  expect(batches.slice(1).flat()).toEqual(["a", "b"]);
  expect(logged.join()).toContain("no database");
});

test("as many batches are at work as the concurrency allows", async () => {
  for (const id of ["a", "b", "c", "d"]) queue.send(id);
  let most = 0;
  let atWork = 0;
  const slow = async () => {
    most = Math.max(most, ++atWork);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atWork--;
  };
  poll(slow, { batchSize: 1, concurrency: 3 });
  await empty();
  expect(most).toBe(3);
});

test("a FIFO group that failed is handed over again from the failed message on", async () => {
  for (const id of ["a1", "a2", "a3"]) queue.send(id, { group: "A" });
  queue.send("b1", { group: "B" });
  poll(() => (batches.length === 1 ? failures("a2", "a3") : undefined), { queueName: "q.fifo" });
  await empty();
  expect(batches[0]).toEqual(["a1", "a2", "a3", "b1"]);
  expect(batches.slice(1).flat()).toEqual(["a2", "a3"]);
});

test("a batch over the payload limit takes two calls; the second is spared a failed FIFO group", async () => {
  const body = "x".repeat(1024 * 1024 - 10);
  for (let n = 0; n < 7; n++) queue.send(`a${n}`, { group: "A", body });
  queue.send("b", { group: "B" });
  poll((ids) => (batches.length === 1 ? failures(...ids) : undefined), { queueName: "q.fifo" });
  await empty();
  expect(batches[0]).toEqual(["a0", "a1", "a2", "a3", "a4"]);
  expect(batches[1]).toEqual(["b"]);
  expect(batches.slice(2).flat()).toEqual(["a0", "a1", "a2", "a3", "a4", "a5", "a6"]);
});

test("the signal ends the long poll at once and lets the batch at work finish", async () => {
  queue.send("a");
  let finished = false;
  poll(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    finished = true;
  });
  await expect.poll(() => batches.length, { interval: 2, timeout: 5000 }).toBe(1);
  stop.abort();
  await polling;
  expect([finished, queue.messages.length]).toEqual([true, 0]);
});

test("a queue that does not answer is polled again", async () => {
  const { receive } = queue.sqs;
  let tries = 0;
  const sqs: PolledQueue = {
    ...queue.sqs,
    receive: (...args) => (tries++ ? receive(...args) : Promise.reject(new Error("busy"))),
  };
  queue.send("a");
  poll(() => undefined, { sqs });
  await expect.poll(() => queue.messages.length, { interval: 50, timeout: 5000 }).toBe(0);
  expect(logged.join()).toContain("busy");
});
