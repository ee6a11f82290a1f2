import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteItemCommand,
  DeleteTableCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, test, vi } from "vitest";
import { createTable } from "../dynamodb/table";
import { keyOf, nameOf, recorder, useStreamedTable } from "./stream-poller.fixture";

const table = useStreamedTable();

describe("records", () => {
  test("have the form in which Lambda delivers them", async () => {
    const { records, invoke } = recorder();
    const item = { ...keyOf("a1"), bytes: { B: new Uint8Array([1, 2]) }, n: { N: "1.50" } };
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: item }));
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.tableName,
        Key: keyOf("a1"),
        UpdateExpression: "SET n = :n",
        ExpressionAttributeValues: { ":n": { N: "2" } },
      }),
    );
    await table.client.send(
      new DeleteItemCommand({ TableName: table.tableName, Key: keyOf("a1") }),
    );
    table.poll(invoke);

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
    table.poll(async ({ Records }) => {
      for (const record of Records) seen.set(nameOf(record), performance.now());
    });
    let delays: number[] = [];
    const median = () => delays.toSorted((a, b) => a - b)[7] ?? 0;
    // What is busy beside may make one round slow: a pause of its own makes every one.
    for (let i = 0; i < 15 || (i < 60 && (i % 15 > 0 || median() >= 40)); i++) {
      if (i % 15 === 0) delays = [];
      await sleep((i % 15) * 10); // from busy to idle
      const name = `a${i}`;
      await table.put(name);
      const written = performance.now();
      await vi.waitFor(() => expect(seen.has(name)).toBe(true), { interval: 1 });
      delays.push((seen.get(name) ?? 0) - written);
    }
    expect(median()).toBeLessThan(40);
  });

  test("of a write that changed nothing are not delivered, as DynamoDB makes none", async () => {
    const { invoke, names } = recorder();
    await table.put("a1", "a1", "a2");
    table.poll(invoke);
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2"]));
  });

  test("of a table of the same name that was deleted are not those of the new one", async () => {
    const { invoke, names } = recorder();
    await table.put("a-old");
    // The engine keeps them; a minute passes between the two tables.
    const file = new DatabaseSync(table.dynamodb.dataFile);
    file
      .prepare("UPDATE _stream_records SET created_at = created_at - 60 WHERE table_name = ?")
      .run(table.tableName);
    file.close();
    await table.client.send(new DeleteTableCommand({ TableName: table.tableName }));
    await createTable(table.client, table.tableName);
    await table.put("a-new");
    table.poll(invoke);
    await vi.waitFor(() => expect(names()).toEqual(["a-new"]));
  });
});

describe("batches", () => {
  test("are of the batch size at most, in order", async () => {
    const { batches, invoke } = recorder();
    await table.put("a1", "a2", "a3", "a4", "a5");
    table.poll(invoke, { batchSize: 2 });
    await vi.waitFor(() => expect(batches).toEqual([["a1", "a2"], ["a3", "a4"], ["a5"]]));
  });

  test("hold only records that a filter matches", async () => {
    const { invoke, names } = recorder();
    await table.put("a1", "b1", "a2", "c1");
    table.poll(invoke, {
      filters: ["a", "c"],
      matches: (pattern, { dynamodb }) =>
        dynamodb?.Keys?.sk?.S?.startsWith(String(pattern)) === true,
    });
    await vi.waitFor(() => expect(names()).toEqual(["a1", "a2", "c1"]));
  });

  test("begin with what is written from now on when the position is LATEST", async () => {
    const { invoke, names } = recorder();
    await table.put("a1");
    table.poll(invoke, { startingPosition: "LATEST" });
    await vi.waitFor(() =>
      expect(table.store.prepare("SELECT * FROM lambda_checkpoint").all()).toHaveLength(1),
    );
    await table.put("a2");
    await vi.waitFor(() => expect(names()).toEqual(["a2"]));
  });

  test("run side by side with a parallelization factor, in order for each item", async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    for (let i = 0; i < 30; i++) {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.tableName,
          Key: keyOf(`a${i % 6}`),
          UpdateExpression: "ADD n :one",
          ExpressionAttributeValues: { ":one": { N: "1" } },
        }),
      );
    }
    table.poll(
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
