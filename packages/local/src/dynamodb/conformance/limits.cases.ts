import assert from "node:assert/strict";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, type Item, invalid, N, refused, S, SS } from "./case";

const raw = (db: Database, Item: Item) =>
  db.client.send(new PutItemCommand({ TableName: db.table, Item }));

const set = (db: Database, expression: string, more = {}) => db.update("x", expression, more);

export const limitCases = [
  conformanceCase("types-round-trip", "every type comes back as it was written", async (db) => {
    const item: Item = {
      text: S("日本語 😀"),
      empty: S(""),
      number: N("-1.5"),
      bytes: { B: new Uint8Array([0, 255, 10]) },
      noBytes: { B: new Uint8Array() },
      yes: { BOOL: true },
      nothing: { NULL: true },
      texts: SS("a"),
      numbers: { NS: ["1"] },
      binaries: { BS: [new Uint8Array([1])] },
      list: { L: [] },
      map: { M: { "with space": { L: [{ M: {} }, { NULL: true }] } } },
    };
    await db.put("x", item);
    assert.deepEqual(await db.get("x"), { ...db.key("x"), ...item });
  }),
  conformanceCase("number-38-digits", "38 digits are exact, 39 are refused", async (db) => {
    const digits = "12345678901234567890123456789012345678";
    await db.put("x", { n: N(digits) });
    assert.deepEqual((await db.get("x"))?.n, N(digits));
    await invalid(db.put("x", { n: N(`${digits}9`) }));
  }),
  conformanceCase("number-range", "numbers reach from 1E-130 to 9.9E+125", async (db) => {
    await db.put("x", { small: N("1E-130"), large: N("9.9E+125") });
    await invalid(db.put("x", { n: N("1E-131") }));
    await invalid(db.put("x", { n: N("1E+126") }));
    await invalid(db.put("x", { n: N("twelve") }));
  }),
  conformanceCase("number-form", "numbers lose leading and trailing zeros", async (db) => {
    await db.put("x", { a: N("007"), b: N("1.500"), c: N("-0"), d: N("1e3") });
    const item = await db.get("x");
    assert.deepEqual([item?.a, item?.b, item?.c, item?.d], [N("7"), N("1.5"), N("0"), N("1000")]);
  }),
  conformanceCase("sets", "an empty set and a set with a member twice are refused", async (db) => {
    await invalid(db.put("x", { tags: SS() }));
    await invalid(db.put("x", { tags: SS("a", "a") }));
    await invalid(db.put("x", { numbers: { NS: ["1", "1.0"] } }));
  }),
  conformanceCase(
    "item-400kb",
    "an item up to 400 KB is stored, a larger one refused",
    async (db) => {
      const overhead = "pk".length + db.pk.length + "sk".length + "x".length + "v".length;
      await db.put("x", { v: S("a".repeat(400 * 1024 - overhead)) });
      await invalid(db.put("x", { v: S("a".repeat(400 * 1024 - overhead + 1)) }));
    },
  ),
  conformanceCase(
    "item-400kb-update",
    "an update that makes an item larger than 400 KB is refused",
    async (db) => {
      await db.put("x", { v: S("a".repeat(300_000)) });
      await invalid(
        set(db, "SET w = :w", { ExpressionAttributeValues: { ":w": S("b".repeat(200_000)) } }),
      );
      assert.equal((await db.get("x"))?.w, undefined);
    },
  ),
  conformanceCase(
    "key-size",
    "a partition key has 2048 bytes at most, a sort key 1024",
    async (db) => {
      await raw(db, { pk: S("p".repeat(2048)), sk: S(db.pk) });
      await invalid(raw(db, { pk: S("p".repeat(2049)), sk: S("x") }));
      await db.put("s".repeat(1024));
      await invalid(db.put("s".repeat(1025)));
      await invalid(db.put("é".repeat(513)));
    },
  ),
  conformanceCase(
    "key-validation",
    "a key must be whole, not empty and of its type",
    async (db) => {
      await invalid(raw(db, { pk: S(db.pk) }));
      await invalid(raw(db, { pk: S(""), sk: S("x") }));
      await invalid(raw(db, { pk: S(db.pk), sk: S("") }));
      await invalid(raw(db, { pk: S(db.pk), sk: N(1) }));
      const read = (Key: Item) => db.client.send(new GetItemCommand({ TableName: db.table, Key }));
      await invalid(read({ pk: S(db.pk) }));
      await invalid(read({ ...db.key("x"), more: S("y") }));
    },
  ),
  conformanceCase("reserved-words", "a reserved word needs an alias", async (db) => {
    const one = { ExpressionAttributeValues: { ":v": N(1) } };
    await invalid(set(db, "SET status = :v", one));
    await invalid(set(db, "SET Name = :v", one));
    await set(db, "SET #s = :v", { ...one, ExpressionAttributeNames: { "#s": "status" } });
  }),
  conformanceCase("unused-values", "a value or alias that is not used is refused", async (db) => {
    const one = { ":v": N(1) };
    await invalid(set(db, "SET a = :v", { ExpressionAttributeValues: { ...one, ":w": N(2) } }));
    await invalid(
      set(db, "SET a = :v", {
        ExpressionAttributeValues: one,
        ExpressionAttributeNames: { "#unused": "b" },
      }),
    );
  }),
  conformanceCase(
    "undefined-values",
    "a value or alias that is not given is refused",
    async (db) => {
      await invalid(set(db, "SET a = :v"));
      await invalid(set(db, "SET #a = :v", { ExpressionAttributeValues: { ":v": N(1) } }));
    },
  ),
  conformanceCase(
    "syntax",
    "an expression with a syntax error, or an empty one, is refused",
    async (db) => {
      const one = { ExpressionAttributeValues: { ":v": N(1) } };
      await invalid(set(db, "SET a = = :v", one));
      await invalid(set(db, "SET a :v", one));
      await invalid(set(db, "SET a = :v SET b = :v", one));
      await invalid(db.put("x", {}, { ConditionExpression: "" }));
      await invalid(db.put("x", {}, { ConditionExpression: "attribute_exists pk" }));
    },
  ),
  conformanceCase("expression-4kb", "an expression of more than 4 KB is refused", async (db) => {
    const long = Array.from({ length: 700 }, (_, i) => `a${i}=:v`).join();
    await invalid(set(db, `SET ${long}`, { ExpressionAttributeValues: { ":v": N(1) } }));
  }),
  conformanceCase("depth-32", "values nest 32 levels deep at most", async (db) => {
    const nested = (levels: number) => {
      let value = S("core");
      for (let i = 0; i < levels; i++) value = { M: { m: value } };
      return value;
    };
    await db.put("x", { v: nested(30) });
    await invalid(db.put("x", { v: nested(33) }));
  }),
  conformanceCase(
    "legacy-mix",
    "an expression and a legacy parameter do not go together",
    async (db) => {
      await invalid(
        db.put(
          "x",
          {},
          { ConditionExpression: "attribute_exists(pk)", Expected: { pk: { Exists: false } } },
        ),
      );
    },
  ),
  conformanceCase(
    "no-table",
    "a table that is not there is a ResourceNotFoundException",
    async (db) => {
      await refused(
        db.client.send(new GetItemCommand({ TableName: "no-such-table", Key: db.key("x") })),
        "ResourceNotFoundException",
      );
    },
  ),
];
