import assert from "node:assert/strict";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { conformanceCase, type Database, L, M, N, S, SS } from "./case";

/** Whether a condition holds for an item that has one attribute of each kind. */
async function holds(
  db: Database,
  condition: string,
  values: Record<string, ReturnType<typeof S>>,
) {
  await db.put("x", {
    n: N(5),
    s: S("hello"),
    tags: SS("red", "blue"),
    steps: L(S("a"), N(2)),
    tree: M({ branch: M({ deep: N(7) }) }),
    nothing: { NULL: true },
    yes: { BOOL: true },
  });
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(condition));
  const check = db.put(
    "x",
    {},
    {
      ConditionExpression: condition,
      ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    },
  );
  return check.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    },
  );
}

const VALUES = {
  ":five": N(5),
  ":six": N(6),
  ":four": N(4),
  ":text": S("5"),
  ":he": S("he"),
  ":red": S("red"),
  ":a": S("a"),
  ":two": N(2),
  ":seven": N(7),
  ":typeN": S("N"),
  ":typeSS": S("SS"),
  ":typeNULL": S("NULL"),
};

/** Conditions and whether they hold, by the behaviour they show. */
const TRUTHS: Record<string, { says: string; conditions: Record<string, boolean> }> = {
  "condition-comparison": {
    says: "comparators compare numbers as numbers",
    conditions: {
      "n = :five": true,
      "n <> :five": false,
      "n < :six": true,
      "n <= :five": true,
      "n > :five": false,
      "n >= :six": false,
    },
  },
  "condition-type-mismatch": {
    says: "values of different types are never equal nor ordered",
    conditions: { "n = :text": false, "n < :text": false, "n > :text": false, "n <> :text": true },
  },
  "condition-missing-attribute": {
    says: "a comparison with a missing attribute is false, with <> it is true",
    conditions: {
      "absent = :five": false,
      "absent < :five": false,
      "absent <> :five": true,
      "begins_with(absent, :he)": false,
      "contains(absent, :red)": false,
      "size(absent) > :four": false,
      "NOT absent = :five": true,
    },
  },
  "condition-between-in": {
    says: "BETWEEN includes both ends and IN finds any operand",
    conditions: {
      "n BETWEEN :five AND :six": true,
      "n BETWEEN :six AND :seven": false,
      "n IN (:four, :five)": true,
      "n IN (:six, :text)": false,
    },
  },
  "condition-functions": {
    says: "attribute_exists, attribute_type, begins_with, contains and size answer as documented",
    conditions: {
      "attribute_exists(s)": true,
      "attribute_exists(absent)": false,
      "attribute_not_exists(absent)": true,
      "attribute_exists(nothing)": true,
      "attribute_type(n, :typeN)": true,
      "attribute_type(tags, :typeSS)": true,
      "attribute_type(nothing, :typeNULL)": true,
      "attribute_type(s, :typeN)": false,
      "begins_with(s, :he)": true,
      "contains(tags, :red)": true,
      "contains(steps, :two)": true,
      "contains(s, :he)": true,
      "size(s) = :five": true,
      "size(tags) = :two": true,
      "size(steps) = :two": true,
    },
  },
  "condition-logic": {
    says: "NOT binds before AND, AND before OR, and parentheses before all",
    conditions: {
      "n = :five OR n = :six AND n = :four": true,
      "(n = :five OR n = :six) AND n = :four": false,
      "NOT n = :six AND s <> :he": true,
      "NOT (n = :five AND s <> :he)": false,
    },
  },
  "condition-paths": {
    says: "document paths reach into maps and lists",
    conditions: {
      "tree.branch.deep = :seven": true,
      "tree.branch.absent = :seven": false,
      "steps[0] = :a": true,
      "steps[1] = :two": true,
      "attribute_not_exists(steps[2])": true,
      "attribute_exists(tree.branch)": true,
    },
  },
};

export const conditionCases = Object.entries(TRUTHS).map(([id, { says, conditions }]) =>
  conformanceCase(id, says, async (db) => {
    for (const [condition, expected] of Object.entries(conditions)) {
      assert.equal(await holds(db, condition, VALUES), expected, condition);
    }
  }),
);
