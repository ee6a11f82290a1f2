import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calm } from "../wire/chaos";
import { openStore } from "../wire/store";
import { createSqs, type Sqs } from "./sqs";

let sqs: Sqs;
beforeEach(() => {
  sqs = createSqs({ store: openStore(":memory:"), chaos: calm(), endpointUrl: () => "http://sqs" });
  sqs.ensureQueue("orders");
});
afterEach(() => sqs.close());

const receive = (max: number, signal?: AbortSignal) =>
  sqs
    .receive("orders", { max, waitSeconds: 2, signal, visibilitySeconds: 30 })
    .then((records) => records.map(({ body }) => body));

test("each of several waiting receivers is given something when several messages come", async () => {
  const waiting = [receive(1), receive(1), receive(1)];
  await sleep(5);
  for (const body of ["a", "b", "c"]) sqs.send("orders", body);
  expect((await Promise.all(waiting)).flat().sort()).toEqual(["a", "b", "c"]);
});

test("more than one receiver takes is for the next, though only one of them was woken", async () => {
  const waiting = [receive(2), receive(2)];
  await sleep(5);
  sqs.send("orders", "a");
  for (const body of ["b", "c"]) sqs.send("orders", body);
  expect((await Promise.all(waiting)).flat().sort()).toEqual(["a", "b", "c"]);
});

test("a message that came for a receiver who left at that moment is for the next one", async () => {
  const leaving = new AbortController();
  const began = performance.now();
  const left = receive(1, leaving.signal);
  const staying = receive(1);
  await sleep(5);
  sqs.send("orders", "a");
  leaving.abort();
  expect(await left).toEqual([]);
  expect(await staying).toEqual(["a"]);
  expect(performance.now() - began).toBeLessThan(1_500); // not only when its own wait is over
});

test("a message that another one holds reaches a waiting receiver once it is visible again", async () => {
  sqs.send("orders", "a");
  const [held] = await sqs.receive("orders", { max: 1, waitSeconds: 0, visibilitySeconds: 30 });
  const began = performance.now();
  const waiting = receive(1);
  await sleep(5);
  sqs.release("orders", held?.receiptHandle ?? "", 0.1);
  expect(await waiting).toEqual(["a"]);
  expect(performance.now() - began).toBeLessThan(1_500);
});

test("messages are removed together, and the others though one is nobody's", async () => {
  for (const body of ["a", "b"]) sqs.send("orders", body);
  const records = await sqs.receive("orders", { max: 10, waitSeconds: 0, visibilitySeconds: 30 });
  const handles = records.map(({ receiptHandle }) => receiptHandle);
  expect(() => sqs.removeAll("orders", ["forged", ...handles])).toThrow(AggregateError);
  expect(sqs.depths()).toMatchObject([{ queue: "orders", visible: 0, inFlight: 0 }]);
});
