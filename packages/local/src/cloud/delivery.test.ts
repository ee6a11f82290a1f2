import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { manifest as trial } from "../testing/trial/manifest";
import { calm } from "../wire/chaos";
import { startCloud } from "./cloud";

const dataDir = mkdtempSync(join(tmpdir(), "faibric-delivery-"));
process.env.TRIAL_HEALED = join(dataDir, "healed");
const sourceRoots = { trial: join(import.meta.dirname, "../testing/trial") };
const chaos = calm();
const cloud = await startCloud({
  dataDir,
  manifests: [trial],
  sourceRoots,
  port: 0,
  awsPort: 0,
  watch: false,
  chaos,
  retryDelaySeconds: () => 0,
});
// Imported once the cloud has said where the table is.
const { effect, happen, asTrial } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");
const Failure = await import("@faibric/core/platform/failure");

const QUEUE = "trial-on-thing-happened";
const DEAD_LETTERS = `${QUEUE}-dead-letters`;
const depth = (queue: string) => cloud.sqs.depths().find((one) => one.queue === queue);
const heal = () => writeFileSync(process.env.TRIAL_HEALED ?? "", "");

afterEach(() => {
  rmSync(process.env.TRIAL_HEALED ?? "", { force: true });
  chaos.enabled = false;
  cloud.eventBridge.refuse(undefined);
});
afterAll(async () => {
  await cloud.close();
  rmSync(dataDir, { recursive: true });
});

it("brings every event to its consumer once", async () => {
  const tenantId = newTenant();
  await Promise.all(Array.from({ length: 50 }, (_, index) => happen(tenantId, `n${index % 10}`)));

  for (let index = 0; index < 10; index++) {
    await eventually(
      () => effect(tenantId, `n${index}`),
      (count) => count >= 5,
    );
  }
  await eventually(
    () => depth(QUEUE),
    (now) => now?.visible === 0 && now.inFlight === 0,
  );
  for (let index = 0; index < 10; index++) expect(await effect(tenantId, `n${index}`)).toBe(5);
});

it("has the same effect when messages come twice, late and out of order", async () => {
  chaos.enabled = true;
  chaos.duplicate = 0.5;
  const tenantId = newTenant();
  await Promise.all(Array.from({ length: 200 }, (_, index) => happen(tenantId, `n${index % 20}`)));

  await eventually(
    () => Promise.all(Array.from({ length: 20 }, (_, index) => effect(tenantId, `n${index}`))),
    (counts) => counts.every((count) => count >= 10),
    40_000,
  );
  const idle = (now: ReturnType<typeof depth>) =>
    now?.visible === 0 && now.inFlight === 0 && now.delayed === 0;
  await eventually(() => depth(QUEUE), idle, 40_000);
  for (let index = 0; index < 20; index++) expect(await effect(tenantId, `n${index}`)).toBe(10);
}, 60_000);

it.each([
  ["throws", "throw", /Error: .* is broken/],
  ["hangs", "hang", /ConsumerTimeoutError: not finished after \d+ ms/],
] as const)(
  "retries a consumer that %s, keeps the dead letter with its reason, and redrives it once",
  async (_name, behaviour, reason) => {
    const tenantId = newTenant();
    await happen(tenantId, "x", behaviour);

    const [letter] = await eventually(
      () => cloud.sqs.peek(DEAD_LETTERS, 10),
      (letters) => letters.length === 1,
      40_000,
    );
    const failure = await asTrial(tenantId, () =>
      Failure.find("trial.onThingHappened", letter?.messageId ?? ""),
    );
    expect(failure).toMatchObject({ attempts: 5, reason: expect.stringMatching(reason) });
    expect(await effect(tenantId, "x")).toBe(0);

    heal();
    expect(cloud.sqs.redrive(DEAD_LETTERS)).toBe(1);
    await eventually(
      () => effect(tenantId, "x"),
      (count) => count === 1,
    );
    await eventually(
      () => depth(DEAD_LETTERS),
      (now) => now?.visible === 0,
    );
    expect(await effect(tenantId, "x")).toBe(1);
  },
  60_000,
);

it("lets a failing message hold up no other of its batch", async () => {
  const tenantId = newTenant();
  await happen(tenantId, "bad", "throw");
  await Promise.all(Array.from({ length: 20 }, (_, index) => happen(tenantId, `good${index}`)));
  for (let index = 0; index < 20; index++) {
    await eventually(
      () => effect(tenantId, `good${index}`),
      (count) => count === 1,
    );
  }
});

it("publishes what EventBridge refused at first, in the order it happened", async () => {
  const tenantId = newTenant();
  let refusals = 0;
  cloud.eventBridge.refuse(() => {
    refusals += 1;
    return refusals % 3 === 0 && refusals < 60;
  });
  for (let index = 0; index < 30; index++) await happen(tenantId, `one aggregate`);

  await eventually(
    () => effect(tenantId, "one aggregate"),
    (count) => count === 30,
    40_000,
  );
  expect(refusals).toBeGreaterThan(30);
  const published = cloud.eventBridge
    .history({ from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 1_000 })
    .events.map(({ envelope }) => envelope.detail as { id: string; tenantId: string })
    .filter((event) => event.tenantId === tenantId)
    .map(({ id }) => id);
  // At least once: a repeat may follow, but a first appearance is never out of order.
  const firsts = [...new Set(published)];
  expect(firsts).toEqual([...firsts].sort());
  expect(firsts).toHaveLength(30);
}, 60_000);
