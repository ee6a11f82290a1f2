import { AwsError } from "../wire/aws-error";
import { type EventField, type EventFields, joinMemberships } from "./event-fields";
import { isObject, type Json, parseJson } from "./json";
import { invalid, PatternError } from "./pattern-error";
import { compileTest, RESERVED, type ValueTest } from "./value-test";

type Condition =
  | { readonly path: string; readonly tests: readonly ValueTest[]; readonly absent: boolean }
  | { readonly anyOf: readonly (readonly Condition[])[] };

/** Whether an event, in its envelope and flattened by `fieldsOf`, fits a pattern. */
export type EventPattern = (fields: EventFields) => boolean;

/**
 * Compiles EventBridge's pattern language. Throws `InvalidEventPatternException`, saying what is wrong.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(text: string): EventPattern {
  try {
    const pattern = parseJson(text);
    if (pattern === undefined) return invalid("it is not valid JSON");
    if (!isObject(pattern)) return invalid("Filter is not an object");
    const conditions = compileObject(pattern, "", false);
    return (fields) => solve(conditions, fields, new Map());
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new AwsError(
      "InvalidEventPatternException",
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}

function compileObject(pattern: Json, path: string, inOr: boolean): Condition[] {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    return invalid("Empty objects are not allowed");
  }
  return Object.entries(pattern).flatMap(([key, value]): Condition[] => {
    if (key === "$or" && !isObject(value)) return [compileOr(value, path)];
    if (inOr && RESERVED.has(key)) {
      return invalid(`${key} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    const step = path ? `${path}.${key}` : key;
    if (isObject(value)) return compileObject(value, step, inOr);
    if (!Array.isArray(value)) return invalid(`"${key}" must be an object or an array`);
    return [compileLeaf(value, step)];
  });
}

function compileOr(alternatives: Json, path: string): Condition {
  if (!Array.isArray(alternatives)) return invalid("It must be an Array followed with $or.");
  if (!alternatives.every(isObject)) {
    return invalid("Only JSON object is allowed in array of $or relationship.");
  }
  if (alternatives.length < 2) {
    return invalid("There must have at least 2 Objects in $or relationship.");
  }
  return { anyOf: alternatives.map((alternative) => compileObject(alternative, path, true)) };
}

function compileLeaf(values: readonly Json[], path: string): Condition {
  if (values.length === 0) return invalid("Empty arrays are not allowed");
  const tests = values.map(compileTest);
  return {
    path,
    tests: tests.filter((test) => test !== "absent"),
    absent: tests.includes("absent"),
  };
}

/**
 * Looks for one field for each condition, such that no two stand in different elements of the same
 * array. Backtracks, for the first field that fits one condition may exclude the next.
 */
function solve(
  [condition, ...rest]: readonly Condition[],
  fields: EventFields,
  membership: EventField["membership"],
): boolean {
  if (!condition) return true;
  if ("anyOf" in condition) {
    return condition.anyOf.some((branch) => solve([...branch, ...rest], fields, membership));
  }
  const found = fields.get(condition.path) ?? [];
  if (condition.absent && found.length === 0) return solve(rest, fields, membership);
  return found.some((field) => {
    if (!condition.tests.some((test) => test(field.value))) return false;
    const joined = joinMemberships(membership, field.membership);
    return joined !== undefined && solve(rest, fields, joined);
  });
}
