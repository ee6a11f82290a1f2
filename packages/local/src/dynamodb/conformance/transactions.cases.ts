import assert from "node:assert/strict";
import {
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, type Item, invalid, N, refused, S } from "./case";

const transact = (db: Database, TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  db.client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

const put = (db: Database, sk: string, more: Item = {}): TransactWriteItem => ({
  Put: { TableName: db.table, Item: { ...db.key(sk), ...more } },
});

const add = (db: Database, sk: string, by: number | string = 1): TransactWriteItem => ({
  Update: {
    TableName: db.table,
    Key: db.key(sk),
    UpdateExpression: "ADD n :by",
    ExpressionAttributeValues: { ":by": N(by) },
  },
});

const putIfAbsent = (db: Database, sk: string, returns: "ALL_OLD" | "NONE" = "NONE") => ({
  Put: {
    TableName: db.table,
    Item: db.key(sk),
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: returns,
  },
});

const exists = (db: Database, sk: string): TransactWriteItem => ({
  ConditionCheck: {
    TableName: db.table,
    Key: db.key(sk),
    ConditionExpression: "attribute_exists(pk)",
  },
});

async function reasons(call: Promise<unknown>) {
  const error = await refused(call, "TransactionCanceledException");
  assert.ok(error instanceof TransactionCanceledException);
  return error.CancellationReasons ?? [];
}

export const transactionCases = [
  conformanceCase(
    "transact-all-kinds",
    "put, update, delete and condition check are one",
    async (db) => {
      await db.put("delete");
      await db.put("check");
      const remove = { Delete: { TableName: db.table, Key: db.key("delete") } };
      await transact(db, [put(db, "put"), add(db, "update"), remove, exists(db, "check")]);
      assert.ok(await db.get("put"));
      assert.deepEqual((await db.get("update"))?.n, N(1));
      assert.equal(await db.get("delete"), undefined);
    },
  ),
  conformanceCase(
    "transact-cancelled",
    "a failed condition undoes everything and names its place",
    async (db) => {
      await db.put("taken", { v: N(1) });
      const writes = [put(db, "ghost"), putIfAbsent(db, "taken"), add(db, "other")];
      const codes = (await reasons(transact(db, writes))).map(({ Code }) => Code);
      assert.deepEqual(codes, ["None", "ConditionalCheckFailed", "None"]);
      assert.equal(await db.get("ghost"), undefined);
      assert.equal(await db.get("other"), undefined);
    },
  ),
  conformanceCase("transact-every-reason", "every failed condition has its reason", async (db) => {
    await db.put("taken");
    const found = await reasons(
      transact(db, [putIfAbsent(db, "taken"), exists(db, "absent"), put(db, "fine")]),
    );
    const codes = found.map(({ Code }) => Code);
    assert.deepEqual(codes, ["ConditionalCheckFailed", "ConditionalCheckFailed", "None"]);
    assert.equal(found[0]?.Message, "The conditional request failed");
  }),
  conformanceCase("transact-reason-item", "a reason carries the item when asked to", async (db) => {
    await db.put("taken", { v: N(7) });
    const [silent, full] = await reasons(
      transact(db, [exists(db, "absent"), putIfAbsent(db, "taken", "ALL_OLD")]),
    );
    assert.deepEqual(full?.Item, { ...db.key("taken"), v: N(7) });
    assert.equal(silent?.Item, undefined);
  }),
  conformanceCase(
    "transact-validation-reason",
    "an update that does not fit the item is a ValidationError",
    async (db) => {
      await db.put("text", { n: S("text") });
      const codes = (await reasons(transact(db, [put(db, "ghost"), add(db, "text")]))).map(
        ({ Code }) => Code,
      );
      assert.deepEqual(codes, ["None", "ValidationError"]);
      assert.equal(await db.get("ghost"), undefined);
    },
  ),
  conformanceCase("transact-token", "the same token and writes happen once", async (db) => {
    const token = `${db.pk}-once`;
    await transact(db, [add(db, "x")], token);
    await transact(db, [add(db, "x")], token);
    assert.deepEqual((await db.get("x"))?.n, N(1));
  }),
  conformanceCase(
    "transact-token-mismatch",
    "the same token with other writes is refused",
    async (db) => {
      const token = `${db.pk}-other`;
      await transact(db, [add(db, "x")], token);
      const error = await refused(
        transact(db, [add(db, "x", 2)], token),
        "IdempotentParameterMismatchException",
      );
      assert.ok(error instanceof IdempotentParameterMismatchException);
      assert.deepEqual((await db.get("x"))?.n, N(1));
    },
  ),
  conformanceCase("transact-same-item", "two operations on one item are refused", async (db) => {
    await invalid(transact(db, [put(db, "x"), add(db, "x")]));
    await invalid(transact(db, [exists(db, "x"), put(db, "x")]));
    assert.equal(await db.get("x"), undefined);
  }),
  conformanceCase(
    "transact-100",
    "100 items are one transaction, 101 and none are refused",
    async (db) => {
      const some = (count: number) => Array.from({ length: count }, (_, i) => put(db, `i${i}`));
      await invalid(transact(db, some(101)));
      await invalid(transact(db, []));
      assert.equal((await db.query("pk = :pk")).Count, 0);
      await transact(db, some(100));
      assert.equal((await db.query("pk = :pk")).Count, 100);
    },
  ),
  conformanceCase(
    "transact-at-once",
    "40 at once leave both items the same, each counted or cancelled",
    async (db) => {
      const both = () => transact(db, [add(db, "left"), add(db, "right")]);
      const results = await Promise.allSettled(Array.from({ length: 40 }, both));
      const done = results.filter(({ status }) => status === "fulfilled").length;
      assert.ok(done > 0);
      for (const result of results) {
        if (result.status === "fulfilled") continue;
        const error: unknown = result.reason;
        assert.ok(error instanceof TransactionCanceledException);
        const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
        assert.ok(codes.includes("TransactionConflict"), codes.join());
      }
      const [left, right] = [await db.get("left"), await db.get("right")];
      assert.deepEqual([left?.n, right?.n], [N(done), N(done)]);
    },
  ),
  conformanceCase("transact-4mb", "more than 4 MB in one transaction is refused", async (db) => {
    const body = S("x".repeat(390_000));
    const writes = Array.from({ length: 11 }, (_, i) => put(db, `i${i}`, { body }));
    await invalid(transact(db, writes));
    assert.equal(await db.get("i0"), undefined);
  }),
  conformanceCase("transact-table", "a table that is not there is refused", async (db) => {
    const write = { Put: { TableName: "no-such-table", Item: db.key("x") } };
    await refused(transact(db, [put(db, "x"), write]), "ResourceNotFoundException");
    assert.equal(await db.get("x"), undefined);
  }),
];
