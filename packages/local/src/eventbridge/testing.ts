import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterEach, beforeEach } from "vitest";
import { ACCOUNT, arn, REGION } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { serveAws } from "../wire/endpoint";
import { logTo } from "../wire/log";
import { openStore } from "../wire/store";
import { createEventBridge, type EventBridgeOptions } from "./eventbridge";

export const queueArn = (name: string) => arn("sqs", name);
export const functionArn = (name: string) => arn("lambda", `function:${name}`);
export const machineArn = (name: string) => arn("states", `stateMachine:${name}`);
export const roleArn = `arn:aws:iam::${ACCOUNT}:role/role`;

export const START = Date.parse("2026-01-01T00:00:00Z");

export interface Sent {
  readonly queue: string;
  readonly body: string;
  readonly options: { groupId?: string; attributes?: Record<string, string> };
}

export interface Call {
  readonly name: string;
  readonly payload: unknown;
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>;

const open: (() => Promise<void>)[] = [];

/** What the cloud logged in this test. */
export const logged: string[] = [];

/** Closes, after each test, the clouds that the test started, and keeps their log out of the output. */
export function closeAfterEach(): void {
  beforeEach(() => {
    logged.length = 0;
    logTo((line) => logged.push(line));
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eventbridge-"));
  open.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * EventBridge over HTTP with a clock that stands until a test moves it. Its queues are a table of the
 * same store, which makes them part of its transactions; a queue named `missing…` does not exist.
 */
export async function startCloud({
  file = ":memory:",
  now = START,
  autostart = false,
  targets = {},
}: {
  file?: string;
  now?: number;
  autostart?: boolean;
  targets?: Partial<EventBridgeOptions["targets"]>;
} = {}) {
  const store = openStore(file);
  store.exec("CREATE TABLE IF NOT EXISTS test_queue (queue TEXT, body TEXT, options TEXT)");
  const clock = { now };
  const calls: Call[] = [];
  const call = async (name: string, payload: unknown) => void calls.push({ name, payload });
  const bridge = createEventBridge({
    store,
    now: () => clock.now,
    autostart,
    targets: { sqs: sendTo(store), lambda: call, states: call, ...targets },
  });
  const endpoint = await serveAws([bridge]);
  const config = {
    endpoint: endpoint.url,
    region: REGION,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const events = new EventBridgeClient(config);
  const scheduler = new SchedulerClient(config);
  let running = true;
  const close = async () => {
    if (!running) return;
    running = false;
    events.destroy();
    scheduler.destroy();
    await endpoint.close();
    store.close();
  };
  open.push(close);

  const sent = (queue?: string): Sent[] =>
    store
      .prepare("SELECT * FROM test_queue WHERE ? IS NULL OR queue = ? ORDER BY rowid")
      .all(queue ?? null, queue ?? null)
      .map((row) => ({
        queue: String(row.queue),
        body: String(row.body),
        options: JSON.parse(String(row.options)) as Sent["options"],
      }));
  return {
    store,
    bridge,
    events,
    scheduler,
    clock,
    calls,
    sent,
    /** The bodies in a queue, parsed. */
    bodies: (queue: string) => sent(queue).map(({ body }) => JSON.parse(body) as never),
    /** Moves the clock and does what has become due. */
    async pass(milliseconds: number) {
      clock.now += milliseconds;
      await bridge.tick();
    },
    close,
  };
}

function sendTo(store: ReturnType<typeof openStore>): EventBridgeOptions["targets"]["sqs"] {
  return (queue, body, options) => {
    if (queue.startsWith("missing")) {
      throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    }
    const insert = store.prepare("INSERT INTO test_queue (queue, body, options) VALUES (?, ?, ?)");
    insert.run(queue, body, JSON.stringify(options));
  };
}
