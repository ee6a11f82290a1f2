import { DatabaseSync } from "node:sqlite";
import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readByAll, streamCheckpoints } from "../lambda/stream-checkpoint";
import { openStore } from "../wire/store";
import { type DynamoDb, startDynamoDb } from "./dynamodb";
import { trimStreamRecords } from "./stream-records";
import { keepStreamShort } from "./stream-retention";
import { createTable } from "./table";

const DAY = 24 * 60 * 60 * 1000;
let dynamodb: DynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamodb = await startDynamoDb({ dataFile: null, engine: "dynoxide" });
  client = new DynamoDBClient({
    endpoint: dynamodb.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
});
afterAll(() => dynamodb.close());

const item = (name: string) => ({ pk: { S: name }, sk: { S: "x" } });

async function tableWith(tableName: string, count: number) {
  await createTable(client, tableName);
  for (let i = 0; i < count; i++) {
    await client.send(new PutItemCommand({ TableName: tableName, Item: item(`${i}`) }));
  }
}

function sequenceNumbers(tableName: string) {
  const file = new DatabaseSync(dynamodb.dataFile);
  const rows = file
    .prepare("SELECT sequence_number AS n FROM _stream_records WHERE table_name = ? ORDER BY id")
    .all(tableName);
  file.close();
  return rows.map(({ n }) => Number(n));
}

function age(tableName: string, milliseconds: number) {
  const file = new DatabaseSync(dynamodb.dataFile);
  file
    .prepare("UPDATE _stream_records SET created_at = created_at - ? WHERE table_name = ?")
    .run(milliseconds / 1000, tableName);
  file.close();
}

test("stream records go after a day, once every consumer has read them", async () => {
  await tableWith("read", 5);
  const store = openStore(":memory:");
  const shard = "shardId-00000001-read";
  streamCheckpoints(store, { name: "fast", streamArn: "arn" }).write(shard, "5");
  streamCheckpoints(store, { name: "slow", streamArn: "arn" }).write(shard, "3");
  const trim = (now: number) =>
    trimStreamRecords({ dataFile: dynamodb.dataFile, readUpTo: readByAll(store), now });

  trim(Date.now());
  expect(sequenceNumbers("read")).toEqual([1, 2, 3, 4, 5]);
  trim(Date.now() + 2 * DAY);
  expect(sequenceNumbers("read")).toEqual([4, 5]);

  age("read", 2 * DAY);
  streamCheckpoints(store, { name: "slow", streamArn: "arn" }).write(shard, "5");
  const stop = new AbortController();
  const keeping = keepStreamShort({ dataFile: dynamodb.dataFile, store, signal: stop.signal });
  expect(sequenceNumbers("read")).toEqual([5]);
  stop.abort();
  await keeping;
});

test("stream records that nobody reads go after 14 days, the newest stays for the numbering", async () => {
  await tableWith("unread", 3);
  const trim = (now: number) =>
    trimStreamRecords({ dataFile: dynamodb.dataFile, readUpTo: new Map(), now });

  trim(Date.now() + 13 * DAY);
  expect(sequenceNumbers("unread")).toEqual([1, 2, 3]);
  trim(Date.now() + 15 * DAY);
  expect(sequenceNumbers("unread")).toEqual([3]);
  await client.send(new PutItemCommand({ TableName: "unread", Item: item("next") }));
  expect(sequenceNumbers("unread")).toEqual([3, 4]);
});

test("the engine finds its newest stream record by our index, not by reading them all", async () => {
  await createTable(client, "long");
  const requests = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item(`${i}`) } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { long: requests } }));
  const file = new DatabaseSync(dynamodb.dataFile);
  const plan = file
    .prepare(
      "EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'long'",
    )
    .all();
  file.close();
  expect(JSON.stringify(plan)).toContain("faibric_stream_records");
});
