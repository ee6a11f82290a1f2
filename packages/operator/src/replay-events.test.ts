import { rmSync, writeFileSync } from "node:fs";
import { manifests } from "@faibric/functions/manifests";
import { eventually } from "@faibric/local/testing/eventually";
import { arn } from "@faibric/local/wire/arn";
import { afterAll, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, run, read, begin, healed, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const { effect, happen } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");

const CONSUMER = "trial.onThingHappened";
const QUEUE = "trial-on-thing-happened";
// The product's own, and the one on trial.
const CONSUMERS = manifests.flatMap(({ consumers = {} }) => Object.keys(consumers)).length + 1;
const span = () => ["--from", new Date(Date.now() - 60_000).toISOString(), "--to", "2100-01-01"];
const depth = (queue: string) => cloud.sqs.depths().find((one) => one.queue === queue);
/** The events that came to everybody else: a rule that takes what the consumer's takes. */
const spied = () => cloud.sqs.peek("spy", 1_000).map(({ body }) => JSON.parse(body));
cloud.sqs.ensureQueue("spy");
cloud.eventBridge.ensureRule({
  ...{ bus: "faibric", name: "spy" },
  pattern: { source: ["trial"] },
  target: { arn: arn("sqs", "spy") },
});
const idle = (now: ReturnType<typeof depth>) => now?.visible === 0 && now.inFlight === 0;

afterAll(close);

it("brings a consumer what it has missed, and changes nothing of what it has handled", async () => {
  const tenantId = newTenant();
  await happen(tenantId, "handled");
  await happen(tenantId, "missed", "throw");
  await eventually(
    () => depth(`${QUEUE}-dead-letters`)?.visible,
    (count) => count === 1,
    40_000,
  );
  // Lost for good, but for the archive.
  cloud.store.exec(`DELETE FROM sqs_messages WHERE queue = '${QUEUE}-dead-letters'`);
  writeFileSync(healed, "");

  const dry = await run(["events", "replay", ...span(), "--consumer", CONSUMER, "--dry-run"]);
  expect(dry.stdout).toMatch(/^Would replay from .*\n {2}trial.onThingHappened\n$/);
  expect(await effect(tenantId, "missed")).toBe(0);

  const replayed = await read(["events", "replay", ...span(), "--consumer", CONSUMER]);
  expect(replayed).toMatchObject({ state: "COMPLETED", consumers: [CONSUMER] });
  await eventually(
    () => effect(tenantId, "missed"),
    (count) => count === 1,
  );
  await eventually(() => depth(QUEUE), idle);
  expect(await effect(tenantId, "handled")).toBe(1);
  expect(spied().filter((event) => event["replay-name"])).toEqual([]);
  rmSync(healed);
}, 90_000);

it("without a consumer it is for all of them", async () => {
  const tenantId = newTenant();
  await happen(tenantId, "again");
  await eventually(
    () => effect(tenantId, "again"),
    (count) => count === 1,
  );
  const { code, stdout } = await run(["events", "replay", ...span()]);
  expect(code).toBe(0);
  const printed = /^Replayed the events to all (\d+) consumers; the last happened at .*Z\.\n$/;
  expect(printed.exec(stdout)?.[1]).toBe(String(CONSUMERS));
  await eventually(() => depth(QUEUE), idle, 40_000);
  expect(spied().filter((event) => event["replay-name"])).not.toEqual([]);
  expect(await effect(tenantId, "again")).toBe(1);
}, 60_000);

it("names the consumers where there is no such one", async () => {
  const { code, stdout, stderr } = await run([
    ...["events", "replay", ...span()],
    ...["--consumer", "trial.onThingLost"],
  ]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /There is no consumer trial.onThingLost[\s\S]*\n {2}trial.onThingHappened\n/,
  );
});

it("cancels the replay when it is interrupted, and exits with 130", async () => {
  // Holds every replay where it is, as one of a million events would.
  cloud.store.exec(`CREATE TRIGGER hold BEFORE INSERT ON eventbridge_replays
    WHEN NEW.state IN ('RUNNING', 'COMPLETED') BEGIN SELECT RAISE(ABORT, 'held'); END`);
  const replay = begin(["events", "replay", ...span(), "--consumer", CONSUMER]);
  await eventually(replay.stderr, (text) => text.includes("starting"));
  replay.interrupt();
  const { code, stdout, stderr } = await replay.ended;
  cloud.store.exec("DROP TRIGGER hold");
  expect([code, stdout]).toEqual([130, ""]);
  expect(stderr).toMatch(/The replay operator-\w+ is CANCELLED\.\n$/);
}, 40_000);
