import assert from "node:assert/strict";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DeleteItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { conditionFailed, conformanceCase, type Database, invalid, N } from "./case";

const remove = (db: Database, sk: string, options: Partial<DeleteItemCommandInput> = {}) =>
  db.client.send(new DeleteItemCommand({ TableName: db.table, Key: db.key(sk), ...options }));

export const writeCases = [
  conformanceCase("put-if-absent", "a put on condition of absence happens once", async (db) => {
    const put = () => db.put("x", {}, { ConditionExpression: "attribute_not_exists(pk)" });
    await put();
    await conditionFailed(put());
  }),
  conformanceCase(
    "put-at-once",
    "of 20 puts at once on condition of absence one wins",
    async (db) => {
      const put = () => db.put("x", {}, { ConditionExpression: "attribute_not_exists(pk)" });
      const results = await Promise.allSettled(Array.from({ length: 20 }, put));
      assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    },
  ),
  conformanceCase(
    "put-returns-old",
    "a put returns the old item for ALL_OLD, nothing for NONE",
    async (db) => {
      const first = await db.put("x", { v: N(1) }, { ReturnValues: "ALL_OLD" });
      assert.equal(first.Attributes, undefined);
      const second = await db.put("x", { v: N(2) }, { ReturnValues: "ALL_OLD" });
      assert.deepEqual(second.Attributes, { ...db.key("x"), v: N(1) });
      assert.equal((await db.put("x")).Attributes, undefined);
    },
  ),
  conformanceCase(
    "put-return-values",
    "a put refuses ReturnValues other than NONE and ALL_OLD",
    async (db) => {
      await invalid(db.put("x", {}, { ReturnValues: "ALL_NEW" }));
    },
  ),
  conformanceCase("put-replaces", "a put replaces the whole item", async (db) => {
    await db.put("x", { a: N(1) });
    await db.put("x", { b: N(2) });
    assert.deepEqual(await db.get("x"), { ...db.key("x"), b: N(2) });
  }),
  conformanceCase(
    "condition-failure-item",
    "a failed condition returns the item when asked to",
    async (db) => {
      await db.put("x", { v: N(1) });
      const options = { ConditionExpression: "attribute_not_exists(pk)" };
      const error = await conditionFailed(
        db.put("x", {}, { ...options, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
      );
      assert.ok(error instanceof ConditionalCheckFailedException);
      assert.deepEqual(error.Item, { ...db.key("x"), v: N(1) });
      const silent = await conditionFailed(db.put("x", {}, options));
      assert.ok(silent instanceof ConditionalCheckFailedException);
      assert.equal(silent.Item, undefined);
    },
  ),
  conformanceCase(
    "delete-returns-old",
    "a delete returns the old item, and of a missing item nothing",
    async (db) => {
      await db.put("x", { v: N(1) });
      const first = await remove(db, "x", { ReturnValues: "ALL_OLD" });
      assert.deepEqual(first.Attributes?.v, N(1));
      const second = await remove(db, "x", { ReturnValues: "ALL_OLD" });
      assert.equal(second.Attributes, undefined);
    },
  ),
  conformanceCase("delete-condition", "a delete obeys its condition", async (db) => {
    await db.put("x", { v: N(1) });
    const on = (v: number) => ({
      ConditionExpression: "v = :v",
      ExpressionAttributeValues: { ":v": N(v) },
    });
    await conditionFailed(remove(db, "x", on(2)));
    await remove(db, "x", on(1));
    assert.equal(await db.get("x"), undefined);
    await conditionFailed(remove(db, "x", on(1)));
  }),
  conformanceCase(
    "condition-on-missing-item",
    "attribute_exists fails on an item that is not there",
    async (db) => {
      await conditionFailed(
        db.update("none", "SET a = :a", {
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":a": N(1) },
        }),
      );
      assert.equal(await db.get("none"), undefined);
    },
  ),
];
