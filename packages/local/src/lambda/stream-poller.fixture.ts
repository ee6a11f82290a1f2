import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type DynamoDb, startDynamoDb } from "../dynamodb/dynamodb";
import { sweepExpired } from "../dynamodb/expiry";
import { createTable } from "../dynamodb/table";
import { logTo } from "../wire/log";
import { openStore, type Store } from "../wire/store";
import type { PollStream } from "./stream-mapping";
import { pollStream } from "./stream-poller";

/** A table with a stream, new for each test, and pollers on it that end with the test. */
export interface StreamedTable {
  readonly client: DynamoDBClient;
  readonly store: Store;
  readonly tableName: string;
  readonly dynamodb: DynamoDb;
  poll(invoke: PollStream["invoke"], options?: Partial<PollStream>): void;
  sweep(pageItems?: number): void;
  /** Ends the pollers as a restart would; the next ones begin at the checkpoints. */
  halt(): Promise<void>;
  /** Puts items whose names are their sort keys and begin with their partition keys. */
  put(...names: string[]): Promise<void>;
  putItem(name: string, attributes: Record<string, AttributeValue>): Promise<void>;
}

/** The table of the running test. */
export function useStreamedTable(): StreamedTable {
  let dynamodb: DynamoDb;
  let client: DynamoDBClient;
  let streams: DynamoDBStreamsClient;
  let store: Store;
  let tables = 0;
  let stop = new AbortController();
  let polling: Promise<void>[] = [];
  const tableName = () => `table-${tables}`;

  const halt = async () => {
    stop.abort();
    await Promise.all(polling);
    polling = [];
    stop = new AbortController();
  };
  const putItem = async (name: string, attributes: Record<string, AttributeValue>) => {
    const Item = { ...keyOf(name), ...attributes };
    await client.send(new PutItemCommand({ TableName: tableName(), Item }));
  };

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
    tables++;
    await createTable(client, tableName());
  });
  afterEach(halt);
  afterAll(() => dynamodb.close());

  return {
    get client() {
      return client;
    },
    get store() {
      return store;
    },
    get tableName() {
      return tableName();
    },
    get dynamodb() {
      return dynamodb;
    },
    poll(invoke, options = {}) {
      const mapping: PollStream = {
        client: streams,
        stream: { tableName: tableName() },
        store,
        name: "relay",
        retryDelayMs: 1,
        onWrite: dynamodb.onWrite,
        signal: stop.signal,
        invoke,
        ...options,
      };
      polling.push(pollStream(mapping));
    },
    sweep(pageItems = 500) {
      const pages = { intervalMs: 5, pageItems, signal: stop.signal };
      polling.push(sweepExpired({ client, tableName: tableName(), store, ...pages }));
    },
    halt,
    putItem,
    async put(...names) {
      for (const name of names) await putItem(name, {});
    },
  };
}

/** A handler that remembers the sort keys of each batch it was given. */
export function recorder() {
  const batches: string[][] = [];
  const records: DynamoDBRecord[] = [];
  const invoke = async (event: DynamoDBStreamEvent): Promise<unknown> => {
    batches.push(event.Records.map(nameOf));
    records.push(...event.Records);
    return undefined;
  };
  return { batches, records, invoke, names: () => batches.flat() };
}

export const nameOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.sk?.S ?? "";
export const keyOf = (name: string) => ({ pk: { S: name[0] ?? "" }, sk: { S: name } });
