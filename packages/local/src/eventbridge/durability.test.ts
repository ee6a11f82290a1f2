import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import { expect, it } from "vitest";
import { openStore } from "../wire/store";
import {
  closeAfterEach,
  functionArn,
  queueArn,
  roleArn,
  START,
  startCloud,
  temporaryFolder,
} from "./testing";

closeAfterEach();

const HOUR = 3_600_000;
const entry = { Source: "shop", DetailType: "t", Detail: '{"n":1}' };
const shop = { source: ["shop"] };
const storeFile = () => join(temporaryFolder(), "store.sqlite");

it("buses, rules, targets and history are there after a restart", async () => {
  const file = storeFile();
  const before = await startCloud({ file });
  before.bridge.ensureRule({ bus: "b", name: "q", pattern: shop, target: { arn: queueArn("q") } });
  before.bridge.putEvents([{ ...entry, EventBusName: "b" }]);
  await before.close();

  const after = await startCloud({ file });
  after.bridge.putEvents([{ ...entry, EventBusName: "b" }]);
  expect(after.sent("q")).toHaveLength(2);
  expect(after.bridge.history({}).events).toHaveLength(2);
});

it("a delivery that was not begun is made after a restart", async () => {
  const file = storeFile();
  const before = await startCloud({ file });
  before.bridge.ensureRule({ name: "f", pattern: shop, target: { arn: functionArn("f") } });
  before.bridge.putEvents([entry]);
  await before.close();
  expect(before.calls).toEqual([]);

  const after = await startCloud({ file });
  await after.bridge.tick();
  expect(after.calls).toMatchObject([{ name: "f", payload: { detail: { n: 1 } } }]);
});

it("a delivery that was under way is made again after a restart", async () => {
  const file = storeFile();
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = await startCloud({ file, targets: { lambda: () => promise } });
  before.bridge.ensureRule({ name: "f", pattern: shop, target: { arn: functionArn("f") } });
  before.bridge.putEvents([entry]);
  const ticking = before.bridge.tick();
  await before.close();
  resolve();
  await expect(ticking).rejects.toThrow(); // its store is closed

  const after = await startCloud({ file });
  await after.bridge.tick();
  expect(after.calls).toHaveLength(1);
});

it("the number of attempts and the next one's time outlive a restart", async () => {
  const file = storeFile();
  const lambda = async () => {
    throw new Error("not now");
  };
  const before = await startCloud({ file, targets: { lambda } });
  before.bridge.ensureRule({ name: "f", pattern: shop, target: { arn: functionArn("f") } });
  before.bridge.putEvents([entry]);
  await before.bridge.tick();
  await before.pass(1_000);
  await before.close();

  const after = await startCloud({ file, now: START + 1_000, targets: { lambda } });
  expect(after.bridge.pendingDeliveries(1)).toMatchObject([
    { attempts: 2, nextAt: START + 3_000, lastError: "Error: not now" },
  ]);
});

it("a time that was missed while the process was down fires once on start", async () => {
  const file = storeFile();
  const before = await startCloud({ file });
  const hourly = { name: "r", schedule: "cron(0 * * * ? *)", target: { arn: queueArn("rule") } };
  before.bridge.ensureRule(hourly);
  await before.scheduler.send(
    new CreateScheduleCommand({
      Name: "s",
      ScheduleExpression: "at(2026-01-01T01:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: queueArn("schedule"), RoleArn: roleArn },
    }),
  );
  await before.close();

  const after = await startCloud({ file, now: START + 5.5 * HOUR });
  after.bridge.ensureRule(hourly);
  await after.bridge.tick();
  await after.bridge.tick();
  expect(after.bodies("rule")).toMatchObject([{ time: "2026-01-01T01:00:00Z" }]);
  expect(after.bodies("schedule")).toMatchObject([{ time: "2026-01-01T01:00:00Z" }]);
  await after.pass(HOUR);
  expect(after.bodies("rule")).toMatchObject([{}, { time: "2026-01-01T06:00:00Z" }]);
});

it("what was acknowledged before a kill -9 is in the queue and in the history", async () => {
  const file = storeFile();
  const script = `
    import { createEventBridge } from "${join(import.meta.dirname, "eventbridge.ts")}";
    import { openStore } from "${join(import.meta.dirname, "../wire/store.ts")}";
    const store = openStore(${JSON.stringify(file)});
    store.exec("CREATE TABLE test_queue (queue TEXT, body TEXT, options TEXT)");
    const insert = store.prepare("INSERT INTO test_queue VALUES (?, ?, '{}')");
    const never = () => new Promise(() => {});
    const sqs = (queue, body) => void insert.run(queue, body);
    const bridge = createEventBridge({ store, targets: { sqs, lambda: never, states: never } });
    const pattern = { source: ["shop"] };
    bridge.ensureRule({ name: "q", pattern, target: { arn: "${queueArn("q")}" } });
    bridge.ensureRule({ name: "f", pattern, target: { arn: "${functionArn("f")}" } });
    for (;;) {
      const { Entries } = bridge.putEvents([${JSON.stringify(entry)}]);
      process.stdout.write(Entries[0].EventId + "\\n");
      await new Promise(setImmediate);
    }`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let acknowledged = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    acknowledged += chunk;
    if (acknowledged.length > 37 * 200) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  const ids = acknowledged.split("\n").filter((id) => id.length === 36);
  expect(ids.length).toBeGreaterThan(100);

  const store = openStore(file);
  const idsOf = (query: string) =>
    new Set(
      store
        .prepare(query)
        .all()
        .map(({ id }) => id),
    );
  const queued = idsOf("SELECT body ->> 'id' AS id FROM test_queue");
  const kept = idsOf("SELECT id FROM eventbridge_events");
  const waiting = idsOf("SELECT delivery ->> 'payload' ->> 'id' AS id FROM eventbridge_deliveries");
  store.close();
  expect(ids.filter((id) => !queued.has(id) || !kept.has(id) || !waiting.has(id))).toEqual([]);
  expect(queued).toEqual(kept);
  expect(waiting).toEqual(kept);
});
