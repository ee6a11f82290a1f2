import assert from "node:assert/strict";
import { type QueryCommandInput, ScanCommand } from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, type Item, invalid, N, S, sortKeys } from "./case";

const letters = async (db: Database, text = "abcdef") => {
  for (const letter of text) await db.put(letter, { n: N(letter.charCodeAt(0) - 96) });
};

async function pages(db: Database, options: Partial<QueryCommandInput>) {
  const found: (string | undefined)[][] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await db.query("pk = :pk", { ...options, ExclusiveStartKey });
    found.push(sortKeys(page));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

export const queryCases = [
  conformanceCase(
    "query-key-conditions",
    "a sort key takes =, <, <=, >, >=, BETWEEN and begins_with",
    async (db) => {
      await letters(db);
      const found = async (condition: string, more: Item = {}) =>
        sortKeys(
          await db.query(`pk = :pk AND ${condition}`, {
            ExpressionAttributeValues: { ":c": S("c"), ...more },
          }),
        ).join("");
      assert.equal(await found("sk = :c"), "c");
      assert.equal(await found("sk < :c"), "ab");
      assert.equal(await found("sk <= :c"), "abc");
      assert.equal(await found("sk > :c"), "def");
      assert.equal(await found("sk >= :c"), "cdef");
      assert.equal(await found("sk BETWEEN :c AND :e", { ":e": S("e") }), "cde");
      assert.equal(await found("begins_with(sk, :c)"), "c");
    },
  ),
  conformanceCase(
    "query-refused-conditions",
    "a key condition refuses <>, OR, contains and a missing partition key",
    async (db) => {
      const c = { ExpressionAttributeValues: { ":c": S("c") } };
      await invalid(db.query("pk = :pk AND sk <> :c", c));
      await invalid(db.query("pk = :pk OR sk = :c", c));
      await invalid(db.query("pk = :pk AND contains(sk, :c)", c));
      await invalid(db.query("pk > :pk"));
      await invalid(db.query("sk = :pk"));
    },
  ),
  conformanceCase("query-direction", "ScanIndexForward false turns the order round", async (db) => {
    await letters(db);
    const { Items } = await db.query("pk = :pk", { ScanIndexForward: false });
    assert.equal(sortKeys({ Items }).join(""), "fedcba");
  }),
  conformanceCase(
    "query-paging",
    "pages follow one another without gap or overlap, in both directions",
    async (db) => {
      await letters(db);
      assert.deepEqual((await pages(db, { Limit: 4 })).flat().join(""), "abcdef");
      const back = await pages(db, { Limit: 4, ScanIndexForward: false });
      assert.deepEqual(back.flat().join(""), "fedcba");
    },
  ),
  conformanceCase(
    "query-limit-exact",
    "a full last page still has a LastEvaluatedKey",
    async (db) => {
      await letters(db, "abcd");
      const { LastEvaluatedKey } = await db.query("pk = :pk", { Limit: 4 });
      assert.deepEqual(LastEvaluatedKey, db.key("d"));
      assert.equal((await db.query("pk = :pk", { Limit: 5 })).LastEvaluatedKey, undefined);
    },
  ),
  conformanceCase(
    "query-filter",
    "a filter works after the limit: Count, ScannedCount and an empty page",
    async (db) => {
      await letters(db);
      const options = { FilterExpression: "n > :n", ExpressionAttributeValues: { ":n": N(4) } };
      const all = await db.query("pk = :pk", options);
      assert.deepEqual([all.Count, all.ScannedCount], [2, 6]);
      const first = await db.query("pk = :pk", { ...options, Limit: 3 });
      assert.deepEqual([first.Count, first.ScannedCount], [0, 3]);
      assert.deepEqual(first.LastEvaluatedKey, db.key("c"));
    },
  ),
  conformanceCase(
    "query-filter-missing",
    "a filter on a missing attribute passes the item over",
    async (db) => {
      await db.put("a", { n: N(1) });
      await db.put("b");
      const found = async (FilterExpression: string) =>
        sortKeys(
          await db.query("pk = :pk", {
            FilterExpression,
            ExpressionAttributeValues: { ":n": N(1) },
          }),
        );
      assert.deepEqual(await found("n >= :n"), ["a"]);
      assert.deepEqual(await found("n <> :n"), ["b"]);
      assert.deepEqual(await found("n = :n OR attribute_not_exists(n)"), ["a", "b"]);
    },
  ),
  conformanceCase("query-filter-key", "a filter refuses the attributes of the key", async (db) => {
    await invalid(
      db.query("pk = :pk", {
        FilterExpression: "sk = :a",
        ExpressionAttributeValues: { ":a": S("a") },
      }),
    );
  }),
  conformanceCase("query-select-count", "Select COUNT returns numbers only", async (db) => {
    await letters(db);
    const answer = await db.query("pk = :pk", { Select: "COUNT" });
    assert.deepEqual([answer.Count, answer.Items], [6, undefined]);
  }),
  conformanceCase("query-projection", "a projection returns just those paths", async (db) => {
    await db.put("a", { n: N(1), tree: { M: { x: N(2), y: N(3) } }, steps: { L: [N(4), N(5)] } });
    const { Items } = await db.query("pk = :pk", {
      ProjectionExpression: "#n, tree.y, steps[1], absent",
      ExpressionAttributeNames: { "#n": "n" },
    });
    assert.deepEqual(Items, [{ n: N(1), tree: { M: { y: N(3) } }, steps: { L: [N(5)] } }]);
  }),
  conformanceCase("query-bytes", "text keys are ordered by their UTF-8 bytes", async (db) => {
    const names = ["z", "a", "é", "Z", "😀", "￿", "a#b", "a/", "a~", "日"];
    for (const name of names) await db.put(name);
    const bytes = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    assert.deepEqual(sortKeys(await db.query("pk = :pk")), bytes);
  }),
  conformanceCase("query-like", "begins_with takes % and _ for themselves", async (db) => {
    for (const name of ["a%b", "axb", "a_b", "a%"]) await db.put(name);
    const found = async (prefix: string) =>
      sortKeys(
        await db.query("pk = :pk AND begins_with(sk, :p)", {
          ExpressionAttributeValues: { ":p": S(prefix) },
        }),
      );
    assert.deepEqual(await found("a%"), ["a%", "a%b"]);
    assert.deepEqual(await found("a_"), ["a_b"]);
  }),
  conformanceCase("query-megabyte", "a page ends at 1 MB", async (db) => {
    const body = S("x".repeat(300_000));
    for (const sk of "abcde") await db.put(sk, { body });
    // Whether the item that crosses the line is still in the page is not documented.
    const first = await db.query("pk = :pk");
    assert.ok([3, 4].includes(first.Count ?? 0), `${first.Count} items`);
    assert.ok(first.LastEvaluatedKey);
    assert.deepEqual((await pages(db, {})).flat().join(""), "abcde");
  }),
  conformanceCase(
    "query-no-match",
    "a query of an empty partition answers with no items",
    async (db) => {
      const answer = await db.query("pk = :pk");
      assert.deepEqual([answer.Items, answer.Count, answer.LastEvaluatedKey], [[], 0, undefined]);
    },
  ),
  conformanceCase("query-limit-zero", "a limit below one is refused", async (db) => {
    await invalid(db.query("pk = :pk", { Limit: 0 }));
  }),
  conformanceCase(
    "scan-segments",
    "the segments of a parallel scan cover each item once",
    async (db) => {
      await letters(db);
      const scan = async (more: { Segment?: number; TotalSegments?: number }) => {
        const names: (string | undefined)[] = [];
        let ExclusiveStartKey: Item | undefined;
        do {
          const page = await db.client.send(
            new ScanCommand({
              TableName: db.table,
              FilterExpression: "#pk = :pk",
              ExpressionAttributeNames: { "#pk": "pk" },
              ExpressionAttributeValues: { ":pk": S(db.pk) },
              ExclusiveStartKey,
              ...more,
            }),
          );
          names.push(...sortKeys(page));
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey);
        return names;
      };
      const parts = [0, 1, 2].map((Segment) => scan({ Segment, TotalSegments: 3 }));
      assert.equal((await Promise.all(parts)).flat().sort().join(""), "abcdef");
      await invalid(scan({ Segment: 3, TotalSegments: 3 }));
      await invalid(scan({ Segment: 0 }));
    },
  ),
];
