import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, invalid, N, refused, S } from "./case";

const write = (db: Database, requests: WriteRequest[], table = db.table) =>
  db.client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));

const puts = (db: Database, count: number, prefix = "i"): WriteRequest[] =>
  Array.from({ length: count }, (_, i) => ({
    PutRequest: { Item: { ...db.key(`${prefix}${i}`), v: N(i) } },
  }));

const read = (db: Database, names: string[], more = {}) => {
  const RequestItems: BatchGetItemCommandInput["RequestItems"] = {
    [db.table]: { Keys: names.map((name) => db.key(name)), ...more },
  };
  return db.client.send(new BatchGetItemCommand({ RequestItems }));
};

const names = (count: number) => Array.from({ length: count }, (_, i) => `i${i}`);

export const batchCases = [
  conformanceCase(
    "batch-write",
    "25 puts and deletes are written, nothing is left unprocessed",
    async (db) => {
      await db.put("gone");
      const requests = [...puts(db, 24), { DeleteRequest: { Key: db.key("gone") } }];
      const { UnprocessedItems } = await write(db, requests);
      assert.deepEqual(UnprocessedItems, {});
      assert.equal((await db.query("pk = :pk")).Count, 24);
    },
  ),
  conformanceCase("batch-write-limit", "26 writes and no writes are refused", async (db) => {
    await invalid(write(db, puts(db, 26)));
    await invalid(write(db, []));
  }),
  conformanceCase("batch-write-twice", "two writes of one item are refused", async (db) => {
    const [put] = puts(db, 1);
    assert.ok(put);
    await invalid(write(db, [put, put]));
    await invalid(write(db, [put, { DeleteRequest: { Key: db.key("i0") } }]));
  }),
  conformanceCase("batch-write-invalid", "one invalid write refuses them all", async (db) => {
    const bad = { PutRequest: { Item: { pk: S(db.pk) } } };
    await invalid(write(db, [...puts(db, 2), bad]));
    assert.equal((await db.query("pk = :pk")).Count, 0);
  }),
  conformanceCase("batch-write-table", "a table that is not there is refused", async (db) => {
    await refused(write(db, puts(db, 1), "no-such-table"), "ResourceNotFoundException");
  }),
  conformanceCase(
    "batch-get",
    "a batch of gets returns what is there, in any order",
    async (db) => {
      await write(db, puts(db, 10));
      const { Responses, UnprocessedKeys } = await read(db, ["i3", "i7", "absent"]);
      const found = Responses?.[db.table] ?? [];
      assert.deepEqual(found.map(({ sk }) => sk?.S).sort(), ["i3", "i7"]);
      assert.deepEqual(UnprocessedKeys, {});
    },
  ),
  conformanceCase("batch-get-limit", "101 keys, and one key twice, are refused", async (db) => {
    await invalid(read(db, names(101)));
    await invalid(read(db, ["i1", "i1"]));
    const { Responses } = await read(db, names(100));
    assert.deepEqual(Responses?.[db.table], []);
  }),
  conformanceCase(
    "batch-get-projection",
    "a batch of gets projects, consistently when asked to",
    async (db) => {
      await write(db, puts(db, 2));
      const { Responses } = await read(db, ["i1"], {
        ProjectionExpression: "#v",
        ExpressionAttributeNames: { "#v": "v" },
        ConsistentRead: true,
      });
      assert.deepEqual(Responses?.[db.table], [{ v: N(1) }]);
    },
  ),
  conformanceCase(
    "batch-get-16mb",
    "what is past 16 MB comes back as unprocessed keys",
    async (db) => {
      const body = S("x".repeat(390_000));
      const some = names(45);
      for (let i = 0; i < some.length; i += 9) {
        const requests = some
          .slice(i, i + 9)
          .map((name) => ({ PutRequest: { Item: { ...db.key(name), body } } }));
        await write(db, requests);
      }
      const { Responses, UnprocessedKeys } = await read(db, some);
      const got = Responses?.[db.table]?.length ?? 0;
      const left = UnprocessedKeys?.[db.table]?.Keys?.length ?? 0;
      assert.equal(got + left, 45);
      assert.ok(left > 0, "all of 17.5 MB came at once");
    },
  ),
];
