import assert from "node:assert/strict";
import { BatchWriteItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, type Item, invalid, N, S, sortKeys } from "./case";

/** The index keys of an item, in the index `gsi1`. */
const indexed = (db: Database, sort: string): Item => ({
  gsi1pk: S(`${db.pk}-index`),
  gsi1sk: S(sort),
});

const byIndex = (db: Database, options: Partial<QueryCommand["input"]> = {}) =>
  db.client.send(
    new QueryCommand({
      TableName: db.table,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :index",
      ExpressionAttributeValues: { ":index": S(`${db.pk}-index`) },
      ...options,
    }),
  );

const numbered = (db: Database, n: number | string, more: Item = {}) =>
  db.client.send(
    new PutItemCommand({
      TableName: db.numbers,
      Item: { pk: S(db.pk), sk: N(n), ...more },
    }),
  );

export const indexCases = [
  conformanceCase("index-order", "an index has its own order, both ways", async (db) => {
    await db.put("x", indexed(db, "3"));
    await db.put("y", indexed(db, "1"));
    await db.put("z", indexed(db, "2"));
    assert.deepEqual(sortKeys(await byIndex(db)), ["y", "z", "x"]);
    assert.deepEqual(sortKeys(await byIndex(db, { ScanIndexForward: false })), ["x", "z", "y"]);
  }),
  conformanceCase(
    "index-sparse",
    "an item without both index keys is not in the index",
    async (db) => {
      await db.put("in", indexed(db, "1"));
      await db.put("out");
      await db.put("half", { gsi1pk: S(`${db.pk}-index`) });
      assert.deepEqual(sortKeys(await byIndex(db)), ["in"]);
    },
  ),
  conformanceCase("index-follows", "an index follows updates and deletes", async (db) => {
    await db.put("x", indexed(db, "1"));
    await db.update("x", "SET gsi1sk = :s, v = :v", {
      ExpressionAttributeValues: { ":s": S("2"), ":v": N(9) },
    });
    const [moved, ...others] = (await byIndex(db)).Items ?? [];
    assert.deepEqual([moved?.gsi1sk, moved?.v, others.length], [S("2"), N(9), 0]);
    await db.update("x", "REMOVE gsi1pk");
    assert.deepEqual(sortKeys(await byIndex(db)), []);
    await db.put("x", indexed(db, "1"));
    await db.put("x");
    assert.deepEqual(sortKeys(await byIndex(db)), []);
  }),
  conformanceCase("index-same-key", "several items share one index key", async (db) => {
    for (const sk of ["a", "b", "c"]) await db.put(sk, indexed(db, "same"));
    assert.deepEqual(sortKeys(await byIndex(db)).sort(), ["a", "b", "c"]);
  }),
  conformanceCase(
    "index-paging",
    "a page of an index goes on from the table's and the index's keys",
    async (db) => {
      const puts = Array.from({ length: 20 }, (_, i) => ({
        PutRequest: { Item: { ...db.key(`i${i}`), ...indexed(db, i % 2 ? "same" : `s${i}`) } },
      }));
      await db.client.send(new BatchWriteItemCommand({ RequestItems: { [db.table]: puts } }));
      const found: unknown[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const page = await byIndex(db, { Limit: 3, ExclusiveStartKey });
        found.push(...sortKeys(page));
        ExclusiveStartKey = page.LastEvaluatedKey;
        if (ExclusiveStartKey) {
          assert.deepEqual(Object.keys(ExclusiveStartKey).sort(), ["gsi1pk", "gsi1sk", "pk", "sk"]);
        }
      } while (ExclusiveStartKey);
      assert.equal(found.length, 20);
      assert.equal(new Set(found).size, 20);
    },
  ),
  conformanceCase("index-consistent-read", "an index refuses consistent reads", async (db) => {
    await invalid(byIndex(db, { ConsistentRead: true }));
  }),
  conformanceCase("index-unknown", "an index that is not there is refused", async (db) => {
    await invalid(byIndex(db, { IndexName: "gsi9" }));
  }),
  conformanceCase(
    "index-key-type",
    "an index key of another type, or empty, is refused",
    async (db) => {
      await invalid(db.put("x", { gsi1pk: N(1), gsi1sk: S("a") }));
      await invalid(db.put("x", { gsi1pk: S(""), gsi1sk: S("a") }));
    },
  ),
  conformanceCase(
    "index-all-attributes",
    "an index that projects all has every attribute",
    async (db) => {
      await db.put("x", { ...indexed(db, "1"), v: N(1), list: { L: [S("a")] } });
      assert.deepEqual((await byIndex(db)).Items?.[0], await db.get("x"));
    },
  ),
  conformanceCase("index-keys-only", "a KEYS_ONLY index has keys and refuses more", async (db) => {
    await numbered(db, 1, { second: S(db.pk), v: N(1) });
    const query = (options: Partial<QueryCommand["input"]> = {}) =>
      db.client.send(
        new QueryCommand({
          TableName: db.numbers,
          IndexName: "bySecond",
          KeyConditionExpression: "#second = :second",
          ExpressionAttributeNames: { "#second": "second" },
          ExpressionAttributeValues: { ":second": S(db.pk) },
          ...options,
        }),
      );
    const { Items } = await query();
    assert.deepEqual(Items, [{ pk: S(db.pk), sk: N(1), second: S(db.pk) }]);
    await invalid(query({ Select: "ALL_ATTRIBUTES" }));
  }),
  conformanceCase(
    "number-order",
    "number keys are ordered by value, negative and huge ones too",
    async (db) => {
      const values = [
        "10",
        "9",
        "-1",
        "0",
        "-10.5",
        "1e20",
        "0.001",
        "-1e-10",
        "99999999999999999999",
      ];
      for (const value of values) await numbered(db, value);
      const { Items = [] } = await db.client.send(
        new QueryCommand({
          TableName: db.numbers,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": S(db.pk) },
        }),
      );
      const found = Items.map(({ sk }) => Number(sk?.N));
      assert.deepEqual(found, [-10.5, -1, -1e-10, 0, 0.001, 9, 10, 1e20, 1e20]);
      assert.deepEqual(Items.at(-2)?.sk, N("99999999999999999999"));
    },
  ),
  conformanceCase(
    "number-keys-equal",
    "numbers that are equal are one key, however they are written",
    async (db) => {
      await numbered(db, "1.0", { v: N(1) });
      await numbered(db, "1", { v: N(2) });
      const { Items } = await db.client.send(
        new QueryCommand({
          TableName: db.numbers,
          KeyConditionExpression: "pk = :pk AND sk = :one",
          ExpressionAttributeValues: { ":pk": S(db.pk), ":one": N("1.00") },
        }),
      );
      assert.deepEqual(Items, [{ pk: S(db.pk), sk: N(1), v: N(2) }]);
    },
  ),
];
