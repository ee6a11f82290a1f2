import assert from "node:assert/strict";
import {
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, invalid, N } from "./case";

const addToBoth = (db: Database) => {
  const TransactItems = ["left", "right"].map((sk) => ({
    Update: {
      TableName: db.table,
      Key: db.key(sk),
      UpdateExpression: "ADD n :one",
      ExpressionAttributeValues: { ":one": N(1) },
    },
  }));
  return db.client.send(new TransactWriteItemsCommand({ TransactItems }));
};

const get = (db: Database, sk: string, more = {}) => ({
  Get: { TableName: db.table, Key: db.key(sk), ...more },
});

export const transactionReadCases = [
  conformanceCase(
    "transact-get",
    "a transaction of gets answers in order, with gaps",
    async (db) => {
      await db.put("a", { v: N(1) });
      const TransactItems = [get(db, "absent"), get(db, "a")];
      const { Responses } = await db.client.send(new TransactGetItemsCommand({ TransactItems }));
      assert.deepEqual(Responses, [{}, { Item: { ...db.key("a"), v: N(1) } }]);
    },
  ),
  conformanceCase("transact-get-projection", "a transaction of gets projects", async (db) => {
    await db.put("a", { v: N(1), w: N(2) });
    const projected = { ProjectionExpression: "v" };
    const { Responses } = await db.client.send(
      new TransactGetItemsCommand({ TransactItems: [get(db, "a", projected)] }),
    );
    assert.deepEqual(Responses, [{ Item: { v: N(1) } }]);
  }),
  conformanceCase("transact-get-limit", "101 gets are refused", async (db) => {
    const TransactItems = Array.from({ length: 101 }, (_, i) => get(db, `i${i}`));
    await invalid(db.client.send(new TransactGetItemsCommand({ TransactItems })));
  }),
  conformanceCase(
    "transact-reads-whole",
    "a transaction of gets never sees half a transaction",
    async (db) => {
      await addToBoth(db);
      const gets = new TransactGetItemsCommand({
        TransactItems: [get(db, "left"), get(db, "right")],
      });
      const writing = (async () => {
        for (let i = 0; i < 15; i++) {
          await addToBoth(db).catch((error: unknown) => {
            assert.ok(error instanceof TransactionCanceledException); // it met a read
          });
        }
      })();
      for (let i = 0; i < 15; i++) {
        const answer = await db.client.send(gets).catch((error: unknown) => {
          assert.ok(error instanceof TransactionCanceledException); // it met a write
          return undefined;
        });
        const [left, right] = answer?.Responses ?? [];
        assert.deepEqual(left?.Item?.n, right?.Item?.n);
      }
      await writing;
    },
  ),
];
