import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeValue,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pollStream } from "../lambda/stream-poller";
import { logTo } from "../wire/log";
import { openStore } from "../wire/store";
import { type DynamoDb, startDynamoDb } from "./dynamodb";
import { createTable } from "./table";

const TableName = "orders";
const WRITERS = 8;
const KILLS = 3;
const folder = mkdtempSync(join(tmpdir(), "faibric-durability-"));
let dynamodb: DynamoDb;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;

beforeAll(async () => {
  logTo(() => undefined); // the engine is killed, which is logged as it should be
  dynamodb = await startDynamoDb({ dataFile: join(folder, "tables.db"), engine: "dynoxide" });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const options = { endpoint: dynamodb.url, region: "eu-central-1", credentials, maxAttempts: 1 };
  client = new DynamoDBClient(options);
  streams = new DynamoDBStreamsClient(options);
  await createTable(client, TableName);
});
afterAll(async () => {
  await dynamodb.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a kill -9 of the engine loses no acknowledged write, halves no transaction and drops no stream record", async () => {
  const acknowledged = new Set<string>();
  const stop = new AbortController();
  const writers = Array.from({ length: WRITERS }, (_, w) => write(w, acknowledged, stop.signal));

  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(150);
    const before = dynamodb.pid;
    process.kill(before, "SIGKILL");
    await vi.waitFor(() => expect(dynamodb.pid).not.toBe(before));
    const count = acknowledged.size;
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(count + WRITERS));
  }
  stop.abort();
  await Promise.all(writers);

  const stored = new Set((await everything()).map(nameOf));
  expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([]);
  const halves = [...stored].filter((name) => name.endsWith("-left") || name.endsWith("-right"));
  expect(halves.filter((name) => !stored.has(otherHalf(name)))).toEqual([]);
  expect(halves.length).toBeGreaterThan(WRITERS);

  const streamed = await streamedNames(stored.size);
  expect([...stored].filter((name) => !streamed.has(name))).toEqual([]);
  expect([...streamed].filter((name) => !stored.has(name))).toEqual([]);
});

const nameOf = (item: Record<string, AttributeValue>) => item.pk?.S ?? "";
const otherHalf = (name: string) =>
  name.endsWith("-left") ? name.replace("-left", "-right") : name.replace("-right", "-left");
const item = (name: string) => ({ pk: { S: name }, sk: { S: "x" }, body: { S: "b".repeat(300) } });

/** Puts and transactions by turns. What fails was not acknowledged; it may be there or not. */
async function write(writer: number, acknowledged: Set<string>, signal: AbortSignal) {
  for (let i = 0; !signal.aborted; i++) {
    const name = `${writer}-${i}`;
    const names = i % 2 ? [name] : [`${name}-left`, `${name}-right`];
    const puts = names.map((each) => ({ Put: { TableName, Item: item(each) } }));
    const command =
      puts.length === 1
        ? client.send(new PutItemCommand({ TableName, Item: item(name) }))
        : client.send(new TransactWriteItemsCommand({ TransactItems: puts }));
    try {
      await command;
      for (const each of names) acknowledged.add(each);
    } catch {
      await sleep(5); // the engine is being started
    }
  }
}

async function everything() {
  const items: Record<string, AttributeValue>[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

async function streamedNames(expected: number): Promise<Set<string>> {
  const names = new Set<string>();
  const stop = new AbortController();
  const polling = pollStream({
    client: streams,
    stream: { tableName: TableName },
    store: openStore(":memory:"),
    name: "witness",
    signal: stop.signal,
    invoke: async ({ Records }) => {
      for (const { dynamodb: change } of Records) names.add(change?.Keys?.pk?.S ?? "");
    },
  });
  await vi.waitFor(() => expect(names.size).toBeGreaterThanOrEqual(expected), { timeout: 10_000 });
  stop.abort();
  await polling;
  return names;
}
