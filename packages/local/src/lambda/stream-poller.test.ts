import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type DynamoDb, startDynamoDb } from "../dynamodb/dynamodb";
import { sweepExpired } from "../dynamodb/expiry";
import { createTable } from "../dynamodb/table";
import { logTo } from "../wire/log";
import { openStore, type Store } from "../wire/store";
import type { GivenUpBatch } from "./stream-batch";
import type { PollStream } from "./stream-mapping";
import { pollStream } from "./stream-poller";

let dynamodb: DynamoDb;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let store: Store;
let tableName: string;
let tables = 0;
let stop: AbortController;
let polling: Promise<void>[] = [];

beforeAll(async () => {
  logTo(() => undefined); // failed batches are logged, as they should be
  dynamodb = await startDynamoDb({ dataFile: null, engine: "dynoxide" });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const options = { endpoint: dynamodb.url, region: "eu-central-1", credentials };
  client = new DynamoDBClient(options);
  streams = new DynamoDBStreamsClient(options);
});
beforeEach(async () => {
  store = openStore(":memory:");
  stop = new AbortController();
  tableName = `table-${++tables}`;
  await createTable(client, tableName);
});
afterEach(() => halt());
afterAll(() => dynamodb.close());

/** Ends the pollers as a restart would; the next ones begin at the checkpoints. */
async function halt() {
  stop.abort();
  await Promise.all(polling);
  polling = [];
  stop = new AbortController();
}

function poll(invoke: PollStream["invoke"], options: Partial<PollStream> = {}) {
  const mapping = {
    client: streams,
    stream: { tableName },
    store,
    name: "relay",
    retryDelayMs: 1,
    onWrite: dynamodb.onWrite,
    signal: stop.signal,
    invoke,
    ...options,
  };
  polling.push(pollStream(mapping));
}

/** A handler that remembers the sort keys of each batch it was given. */
function recorder() {
  const batches: string[][] = [];
  const records: DynamoDBRecord[] = [];
  const invoke = async (event: DynamoDBStreamEvent): Promise<unknown> => {
    batches.push(event.Records.map(nameOf));
    records.push(...event.Records);
    return undefined;
  };
  return { batches, records, invoke, names: () => batches.flat() };
}

const nameOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.sk?.S ?? "";
const keyOf = (name: string) => ({ pk: { S: name[0] ?? "" }, sk: { S: name } });

async function put(...names: string[]) {
  for (const name of names) {
    await client.send(new PutItemCommand({ TableName: tableName, Item: keyOf(name) }));
  }
}

describe("records", () => {
  test("have the form in which Lambda delivers them", async () => {
    const { records, invoke } = recorder();
    const item = { ...keyOf("a1"), bytes: { B: new Uint8Array([1, 2]) }, n: { N: "1.50" } };
    await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf("a1"),
        UpdateExpression: "SET n = :n",
        ExpressionAttributeValues: { ":n": { N: "2" } },
      }),
    );
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf("a1") }));
    poll(invoke);

    await vi.waitFor(() => expect(records).toHaveLength(3));
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(records[0]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: "INSERT",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-central-1",
      dynamodb: {
        ApproximateCreationDateTime: expect.closeTo(Date.now() / 1000, -1),
        Keys: { pk: { S: "a" }, sk: { S: "a1" } },
        NewImage: { pk: { S: "a" }, sk: { S: "a1" }, bytes: { B: "AQI=" }, n: { N: "1.5" } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        SizeBytes: expect.any(Number),
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
      eventSourceARN: expect.stringContaining(`arn:aws:dynamodb:eu-central-1:000000000000:table/`),
    });
    expect(records[1]?.dynamodb?.OldImage?.n).toEqual({ N: "1.5" });
    expect(records[2]?.dynamodb?.NewImage).toBeUndefined();
    expect(records[2]?.userIdentity).toBeUndefined();
  });

  test("reach the function within tens of milliseconds of the write", async () => {
    const seen = new Map<string, number>();
    poll(async ({ Records }) => {
      for (const record of Records) seen.set(nameOf(record), performance.now());
    });
    const delays: number[] = [];
    for (let i = 0; i < 15; i++) {
      await sleep(i * 10); // from busy to idle
      const name = `a${i}`;
      await put(name);
      const written = performance.now();
      await vi.waitFor(() => expect(seen.has(name)).toBe(true), { interval: 1 });
      delays.push((seen.get(name) ?? 0) - written);
    }
    const median = delays.toSorted((a, b) => a - b)[7];
    expect(median).toBeLessThan(40);
  });

  test("of a write that changed nothing are not delivered, as DynamoDB makes none", async () => {
    const { invoke, names } = recorder();
    await put("a1", "a1", "a2");
    poll(invoke);
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2"]));
  });

  test("of a table of the same name that was deleted are not those of the new one", async () => {
    const { invoke, names } = recorder();
    await put("a-old");
    // The engine keeps them; a minute passes between the two tables.
    const file = new DatabaseSync(dynamodb.dataFile);
    file
      .prepare("UPDATE _stream_records SET created_at = created_at - 60 WHERE table_name = ?")
      .run(tableName);
    file.close();
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    await createTable(client, tableName);
    await put("a-new");
    poll(invoke);
    await vi.waitFor(() => expect(names()).toEqual(["a-new"]));
  });
});

describe("batches", () => {
  test("are of the batch size at most, in order", async () => {
    const { batches, invoke } = recorder();
    await put("a1", "a2", "a3", "a4", "a5");
    poll(invoke, { batchSize: 2 });
    await vi.waitFor(() => expect(batches).toEqual([["a1", "a2"], ["a3", "a4"], ["a5"]]));
  });

  test("hold only records that a filter matches", async () => {
    const { invoke, names } = recorder();
    await put("a1", "b1", "a2", "c1");
    poll(invoke, {
      filters: ["a", "c"],
      matches: (pattern, record) => nameOf(record).startsWith(String(pattern)),
    });
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2", "c1"]));
  });

  test("begin with what is written from now on when the position is LATEST", async () => {
    const { invoke, names } = recorder();
    await put("a1");
    poll(invoke, { startingPosition: "LATEST" });
    await vi.waitFor(() =>
      expect(store.prepare("SELECT * FROM lambda_checkpoint").all()).toHaveLength(1),
    );
    await put("a2");
    await vi.waitFor(() => expect(names()).toEqual(["a2"]));
  });

  test("run side by side with a parallelization factor, in order for each item", async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    for (let i = 0; i < 30; i++) {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: keyOf(`a${i % 6}`),
          UpdateExpression: "ADD n :one",
          ExpressionAttributeValues: { ":one": { N: "1" } },
        }),
      );
    }
    poll(
      async ({ Records }) => {
        most = Math.max(most, ++running);
        await sleep(2);
        order.push(
          ...Records.map((record) => `${nameOf(record)}:${record.dynamodb?.NewImage?.n?.N}`),
        );
        running--;
      },
      { parallelizationFactor: 3, batchSize: 1 },
    );
    await vi.waitFor(() => expect(order).toHaveLength(30));
    expect(most).toBeGreaterThan(1);
    for (let item = 0; item < 6; item++) {
      const versions = order.filter((entry) => entry.startsWith(`a${item}:`));
      expect(versions).toEqual([1, 2, 3, 4, 5].map((version) => `a${item}:${version}`));
    }
  });
});

describe("failures", () => {
  test("are tried again, and nothing overtakes them", async () => {
    const { batches, invoke } = recorder();
    let failures = 2;
    await put("a1", "a2", "a3");
    poll(
      async (event) => {
        await invoke(event);
        if (failures-- > 0) throw new Error("not yet");
      },
      { batchSize: 2 },
    );
    await vi.waitFor(() =>
      expect(batches).toEqual([["a1", "a2"], ["a1", "a2"], ["a1", "a2"], ["a3"]]),
    );
  });

  test("reported for a record repeat the batch from that record on", async () => {
    const { batches, invoke } = recorder();
    await put("a1", "a2", "a3");
    poll(async (event) => {
      await invoke(event);
      if (batches.length > 1) return { batchItemFailures: [] };
      const itemIdentifier = event.Records[1]?.dynamodb?.SequenceNumber;
      return { batchItemFailures: [{ itemIdentifier }] };
    });
    await vi.waitFor(() =>
      expect(batches).toEqual([
        ["a1", "a2", "a3"],
        ["a2", "a3"],
      ]),
    );
  });

  test.each([
    ["an unknown identifier", "nobody"],
    ["an empty identifier", ""],
    ["none", null],
  ])("reported with %s repeat the whole batch", async (_what, itemIdentifier) => {
    const { batches, invoke } = recorder();
    await put("a1", "a2");
    poll(async (event) => {
      await invoke(event);
      return { batchItemFailures: batches.length > 1 ? null : [{ itemIdentifier }] };
    });
    await vi.waitFor(() =>
      expect(batches).toEqual([
        ["a1", "a2"],
        ["a1", "a2"],
      ]),
    );
  });

  test("are narrowed down to the one bad record, which is given up alone", async () => {
    const handled: string[] = [];
    const givenUp: GivenUpBatch[] = [];
    await put("a1", "a2", "a3", "a4", "a5");
    poll(
      async ({ Records }) => {
        if (Records.some((record) => nameOf(record) === "a3")) throw new Error("bad record");
        handled.push(...Records.map(nameOf));
      },
      { bisectOnError: true, retryAttempts: 1, onFailure: (batch) => void givenUp.push(batch) },
    );
    await vi.waitFor(() => expect(handled).toEqual(["a1", "a2", "a4", "a5"]));
    expect(givenUp).toHaveLength(1);
    expect(givenUp[0]).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining(tableName) },
    });
  });

  test("give the batch up after the retry attempts and go on with the next", async () => {
    const { batches, invoke } = recorder();
    const givenUp: GivenUpBatch[] = [];
    await put("a1", "a2", "a3");
    poll(
      async (event) => {
        await invoke(event);
        if (event.Records.some((record) => nameOf(record) === "a1")) throw new Error("never");
      },
      { batchSize: 2, retryAttempts: 2, onFailure: (batch) => void givenUp.push(batch) },
    );
    await vi.waitFor(() => expect(batches.at(-1)).toEqual(["a3"]));
    expect(batches).toHaveLength(4);
    expect(givenUp[0]?.DDBStreamBatchInfo.batchSize).toBe(2);
  });
});

describe("restarts", () => {
  test("go on after the last batch that succeeded", async () => {
    const first = recorder();
    await put("a1", "a2");
    poll(first.invoke);
    await vi.waitFor(() => expect(first.names()).toEqual(["a1", "a2"]));
    await halt();
    await put("a3");

    const second = recorder();
    poll(second.invoke);

    await vi.waitFor(() => expect(second.names()).toEqual(["a3"]));
  });

  test("deliver a batch again that was under way and had not succeeded", async () => {
    await put("a1", "a2");
    let invoked = false;
    poll(() => {
      invoked = true;
      return Promise.reject(new Error("killed in the middle"));
    });
    await vi.waitFor(() => expect(invoked).toBe(true));
    await halt();

    const second = recorder();
    poll(second.invoke);

    await vi.waitFor(() => expect(second.names()).toEqual(["a1", "a2"]));
  });

  test("of the engine only delay", async () => {
    const { invoke, names } = recorder();
    poll(invoke);
    await put("a1");
    await vi.waitFor(() => expect(names()).toEqual(["a1"]));
    process.kill(dynamodb.pid, "SIGKILL");
    await put("a2"); // the SDK tries again while the engine starts
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2"]), { timeout: 3_000 });
  });
});

describe("expiry", () => {
  const expire = async (name: string, expiresAt: Record<"N", string> | Record<"S", string>) => {
    const item = { ...keyOf(name), expiresAt };
    await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
  };
  const ago = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);

  test("removes items whose time has passed, and the record says the service did it", async () => {
    const { records, invoke } = recorder();
    await expire("a-past", { N: ago(60) });
    await expire("b-future", { N: ago(-3_600) });
    await expire("c-ancient", { N: ago(6 * 365 * 86_400) });
    await expire("d-text", { S: ago(60) });
    await put("e-none");
    poll(invoke);
    polling.push(sweepExpired({ client, tableName, store, intervalMs: 5, signal: stop.signal }));

    const removed = () => records.filter(({ eventName }) => eventName === "REMOVE");
    await vi.waitFor(() => expect(removed()).toHaveLength(1));
    await sleep(50); // a few more looks
    expect(removed().map(nameOf)).toEqual(["a-past"]);
    expect(removed()[0]?.userIdentity).toEqual({
      type: "Service",
      principalId: "dynamodb.amazonaws.com",
    });
  });

  test("reads a long table over several pages", async () => {
    const { records, invoke } = recorder();
    for (let i = 0; i < 40; i++) await expire(`a${i}`, { N: ago(60 + i) });
    poll(invoke);
    const pages = { intervalMs: 5, pageItems: 3 };
    polling.push(sweepExpired({ client, tableName, store, ...pages, signal: stop.signal }));
    const expired = () => records.filter(({ userIdentity }) => userIdentity?.type === "Service");
    await vi.waitFor(() => expect(expired()).toHaveLength(40), { timeout: 5_000 });
  });
});
