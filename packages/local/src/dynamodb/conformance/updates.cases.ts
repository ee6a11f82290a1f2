import assert from "node:assert/strict";
import { conformanceCase, type Database, type Item, invalid, L, M, N, S, SS } from "./case";

const values = (ExpressionAttributeValues: Item) => ({ ExpressionAttributeValues });

async function updated(db: Database, expression: string, given: Item = {}): Promise<Item> {
  const options = Object.keys(given).length > 0 ? values(given) : {};
  return (await db.update("x", expression, options)).Attributes ?? {};
}

export const updateCases = [
  conformanceCase("update-creates", "an update makes the item it does not find", async (db) => {
    await updated(db, "SET a = :a", { ":a": N(1) });
    assert.deepEqual(await db.get("x"), { ...db.key("x"), a: N(1) });
  }),
  conformanceCase(
    "update-keys-only",
    "an update without an expression makes an item of keys",
    async (db) => {
      await db.update("x", "", { UpdateExpression: undefined, ReturnValues: "NONE" });
      assert.deepEqual(await db.get("x"), db.key("x"));
    },
  ),
  conformanceCase("update-if-not-exists", "if_not_exists keeps what is there", async (db) => {
    const count = () =>
      updated(db, "SET n = if_not_exists(n, :zero) + :one", { ":zero": N(0), ":one": N(1) });
    assert.deepEqual((await count()).n, N(1));
    assert.deepEqual((await count()).n, N(2));
  }),
  conformanceCase("update-arithmetic", "SET adds and subtracts exactly", async (db) => {
    await db.put("x", { n: N("0.1") });
    assert.deepEqual((await updated(db, "SET n = n + :v", { ":v": N("0.2") })).n, N("0.3"));
    assert.deepEqual((await updated(db, "SET n = n - :v", { ":v": N("0.3") })).n, N("0"));
  }),
  conformanceCase(
    "update-set-missing",
    "SET refuses arithmetic on a missing attribute",
    async (db) => {
      await db.put("x");
      await invalid(updated(db, "SET n = n + :one", { ":one": N(1) }));
    },
  ),
  conformanceCase("update-add-number", "ADD counts from zero", async (db) => {
    await updated(db, "ADD n :v", { ":v": N(5) });
    assert.deepEqual((await updated(db, "ADD n :v", { ":v": N(-7) })).n, N(-2));
  }),
  conformanceCase("update-add-set", "ADD joins sets and DELETE takes members out", async (db) => {
    await updated(db, "ADD tags :t", { ":t": SS("a", "b") });
    const joined = await updated(db, "ADD tags :t", { ":t": SS("b", "c") });
    assert.deepEqual(joined.tags?.SS?.toSorted(), ["a", "b", "c"]);
    const less = await updated(db, "DELETE tags :t", { ":t": SS("a", "z") });
    assert.deepEqual(less.tags?.SS?.toSorted(), ["b", "c"]);
  }),
  conformanceCase(
    "update-empties-set",
    "a set whose last member is deleted disappears",
    async (db) => {
      await db.put("x", { tags: SS("a") });
      assert.equal((await updated(db, "DELETE tags :t", { ":t": SS("a") })).tags, undefined);
    },
  ),
  conformanceCase("update-add-type", "ADD refuses a text and a list", async (db) => {
    await db.put("x", { s: S("a") });
    await invalid(updated(db, "ADD s :v", { ":v": N(1) }));
    await invalid(updated(db, "ADD fresh :v", { ":v": L(N(1)) }));
  }),
  conformanceCase("update-list-append", "list_append adds at either end", async (db) => {
    await db.put("x", { steps: L(S("b")) });
    await updated(db, "SET steps = list_append(steps, :v)", { ":v": L(S("c")) });
    const both = await updated(db, "SET steps = list_append(:v, steps)", { ":v": L(S("a")) });
    assert.deepEqual(both.steps, L(S("a"), S("b"), S("c")));
  }),
  conformanceCase(
    "update-list-index",
    "an index past the end appends, REMOVE closes the gap",
    async (db) => {
      await db.put("x", { steps: L(S("a"), S("b"), S("c")) });
      assert.deepEqual(
        (await updated(db, "SET steps[9] = :v", { ":v": S("d") })).steps?.L?.length,
        4,
      );
      assert.deepEqual((await updated(db, "REMOVE steps[0], steps[2]")).steps, L(S("b"), S("d")));
    },
  ),
  conformanceCase("update-nested", "SET and REMOVE reach into maps", async (db) => {
    await db.put("x", { tree: M({ one: N(1), two: N(2) }) });
    const result = await updated(db, "SET tree.three = :v REMOVE tree.two", { ":v": S("new") });
    assert.deepEqual(result.tree, M({ one: N(1), three: S("new") }));
  }),
  conformanceCase(
    "update-missing-parent",
    "SET refuses a path whose parent is missing",
    async (db) => {
      await db.put("x");
      await invalid(updated(db, "SET tree.inner = :v", { ":v": N(1) }));
    },
  ),
  conformanceCase(
    "update-old-values",
    "the right-hand sides see the item as it was",
    async (db) => {
      await db.put("x", { a: N(1), b: N(2) });
      const swapped = await updated(db, "SET a = b, b = a");
      assert.deepEqual([swapped.a, swapped.b], [N(2), N(1)]);
    },
  ),
  conformanceCase("update-overlap", "two clauses on overlapping paths are refused", async (db) => {
    await db.put("x", { tree: M({ a: N(1) }) });
    await invalid(updated(db, "SET tree = :m, tree.a = :v", { ":m": M({}), ":v": N(2) }));
    await invalid(updated(db, "SET a = :v REMOVE a", { ":v": N(2) }));
  }),
  conformanceCase("update-key", "a key attribute cannot be updated", async (db) => {
    await invalid(updated(db, "SET sk = :v", { ":v": S("y") }));
  }),
  conformanceCase(
    "update-return-values",
    "ReturnValues selects all or the updated attributes, old or new",
    async (db) => {
      await db.put("x", { a: N(1), b: N(1) });
      const set = async (
        ReturnValues: "NONE" | "ALL_OLD" | "UPDATED_OLD" | "ALL_NEW" | "UPDATED_NEW",
        v: number,
      ) =>
        (await db.update("x", "SET a = :v", { ReturnValues, ...values({ ":v": N(v) }) }))
          .Attributes;
      assert.equal(await set("NONE", 2), undefined);
      assert.deepEqual(await set("UPDATED_OLD", 3), { a: N(2) });
      assert.deepEqual(await set("UPDATED_NEW", 4), { a: N(4) });
      assert.deepEqual(await set("ALL_OLD", 5), { ...db.key("x"), a: N(4), b: N(1) });
      assert.deepEqual(await set("ALL_NEW", 6), { ...db.key("x"), a: N(6), b: N(1) });
    },
  ),
  conformanceCase("update-at-once", "100 counts at once are all counted", async (db) => {
    const add = () => db.update("x", "ADD n :one", values({ ":one": N(1) }));
    await Promise.all(Array.from({ length: 100 }, add));
    assert.deepEqual((await db.get("x"))?.n, N(100));
  }),
  conformanceCase(
    "update-aliases",
    "names with dots and reserved words work through aliases",
    async (db) => {
      const result = await db.update("x", "SET #dotted = :v, #name = :v", {
        ExpressionAttributeNames: { "#dotted": "a.b", "#name": "name" },
        ...values({ ":v": N(1) }),
      });
      assert.deepEqual([result.Attributes?.["a.b"], result.Attributes?.name], [N(1), N(1)]);
    },
  ),
];
