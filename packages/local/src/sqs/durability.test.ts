import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { calm } from "../wire/chaos";
import { openStore } from "../wire/store";
import { createSqs } from "./sqs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faibric-sqs-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Opens the same file; the one before is left as a killed process leaves it. */
function open() {
  const store = openStore(join(folder, "store.sqlite"));
  const sqs = createSqs({ store, chaos: calm(), endpointUrl: () => "http://localhost" });
  return { store, sqs };
}
const once = { max: 10, waitSeconds: 0 };
const pass = (seconds: number) =>
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

test("queues, messages and delays are there after a restart", async () => {
  const before = open();
  before.sqs.ensureQueue("orders", { VisibilityTimeout: "40" });
  before.sqs.send("orders", "visible");
  before.sqs.send("orders", "delayed", { delaySeconds: 30 });
  const after = open();
  expect(after.sqs.depths()).toMatchObject([{ queue: "orders", visible: 1, delayed: 1 }]);
  pass(30);
  const records = await after.sqs.receive("orders", once);
  expect(records.map(({ body }) => body)).toEqual(["visible", "delayed"]);
});

test("a message in flight comes back after a restart when its visibility timeout is over", async () => {
  const before = open();
  before.sqs.ensureQueue("orders", { VisibilityTimeout: "40" });
  before.sqs.send("orders", "x");
  const [held] = await before.sqs.receive("orders", once);
  const after = open();
  expect(await after.sqs.receive("orders", once)).toEqual([]);
  pass(40);
  const [again] = await after.sqs.receive("orders", once);
  expect(again).toMatchObject({
    messageId: held?.messageId,
    attributes: { ApproximateReceiveCount: "2" },
  });
});

test("a receipt handle from before a restart still deletes", async () => {
  const before = open();
  before.sqs.ensureQueue("orders");
  before.sqs.send("orders", "x");
  const [held] = await before.sqs.receive("orders", once);
  const after = open();
  after.sqs.remove("orders", held?.receiptHandle ?? "");
  expect(after.sqs.peek("orders", 1)).toEqual([]);
});

test("deduplication and the order of FIFO messages last over a restart", async () => {
  const before = open();
  before.sqs.ensureQueue("ordered.fifo", { FifoQueue: "true" });
  const send = ({ sqs }: typeof before, body: string) =>
    sqs.send("ordered.fifo", body, { groupId: "g", deduplicationId: body });
  const first = send(before, "1");
  const after = open();
  expect(send(after, "1").messageId).toBe(first.messageId);
  send(after, "2");
  const records = await after.sqs.receive("ordered.fifo", once);
  expect(records.map(({ body }) => body)).toEqual(["1", "2"]);
});

test("a send that was not committed is not there after a restart", () => {
  const before = open();
  before.sqs.ensureQueue("orders");
  before.store.exec("BEGIN IMMEDIATE");
  before.sqs.send("orders", "half done");
  before.store.close();
  expect(open().sqs.peek("orders", 1)).toEqual([]);
});

test("a move task that was running goes on after a restart", async () => {
  const before = open();
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: "arn:aws:sqs:eu-central-1:000000000000:dead",
    maxReceiveCount: 1,
  });
  before.sqs.ensureQueue("dead");
  before.sqs.ensureQueue("orders", { RedrivePolicy });
  for (const body of ["1", "2"]) before.sqs.send("dead", body);
  before.store.exec(
    `INSERT INTO sqs_move_tasks VALUES ('handle', 'dead', 'orders', NULL, 'RUNNING', 0, 2, 2, 0, NULL)`,
  );
  await before.sqs.close();
  const after = open();
  await vi.waitFor(() => expect(after.sqs.peek("orders", 10)).toHaveLength(2));
  expect(after.sqs.peek("dead", 10)).toEqual([]);
});

test("what was delivered and not done is given back at once where nobody can hold it any more", async () => {
  const before = open();
  before.sqs.ensureQueue("orders", { VisibilityTimeout: "180" });
  before.sqs.send("orders", "held by a killed process");
  await before.sqs.receive("orders", once);
  const after = open();
  after.sqs.releaseAll("orders");
  const [record] = await after.sqs.receive("orders", once);
  expect(record?.attributes.ApproximateReceiveCount).toBe("2");
});
