import * as z from "zod";
import { AwsError } from "../wire/aws-error";
import { accessDenied } from "./respond";

const Condition = z.union([
  z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
  z.record(z.string(), z.string()),
]);

const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(Condition) });

/** How many bytes the file may have, both included. */
export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Fields that no condition needs to name. */
const EXEMPT = /^(x-amz-signature|signature|awsaccesskeyid|policy|file|x-ignore-.*)$/;

/**
 * Holds a form to its policy: not expired, every condition true, no field that the policy does not name.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function enforcePolicy(
  policyField: string,
  fields: ReadonlyMap<string, string>,
  bucket: string,
): SizeRange {
  const { expiration, conditions } = parsePolicy(policyField);
  if (Date.parse(expiration) <= Date.now()) {
    throw accessDenied("Invalid according to Policy: Policy expired.");
  }
  const named = new Set<string>();
  const range = { min: 0, max: Number.POSITIVE_INFINITY };
  for (const condition of conditions.flatMap(asTuples)) {
    if (condition[0] === "content-length-range") {
      range.min = Math.max(range.min, condition[1]);
      range.max = Math.min(range.max, condition[2]);
      continue;
    }
    const [operator, variable, expected] = condition;
    const name = variable.slice(1).toLowerCase();
    named.add(name);
    // What counts is the bucket of the URL; a form that names one must name that.
    const values =
      name === "bucket" ? [bucket, fields.get(name) ?? bucket] : [fields.get(name) ?? ""];
    if (!values.every((value) => satisfied(operator, name, value, expected))) {
      const shown = JSON.stringify([operator, variable, expected]);
      throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${shown}`);
    }
  }
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !EXEMPT.test(name));
  if (extra.length === 0) return range;
  throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
}

type Tuple =
  | [operator: "eq" | "starts-with", variable: string, expected: string]
  | ["content-length-range", number, number];

function asTuples(condition: z.infer<typeof Condition>): Tuple[] {
  if (Array.isArray(condition)) return [condition];
  return Object.entries(condition).map(([name, value]) => ["eq", `$${name}`, value]);
}

function satisfied(operator: string, name: string, value: string, expected: string): boolean {
  if (operator === "eq") return value === expected;
  // A list of types is allowed if each of them is.
  const values = name === "content-type" ? value.split(",").map((type) => type.trim()) : [value];
  return values.every((each) => each.startsWith(expected));
}

function parsePolicy(field: string) {
  try {
    return Policy.parse(JSON.parse(Buffer.from(field, "base64").toString("utf8")));
  } catch (cause) {
    const error = new AwsError(
      "InvalidPolicyDocument",
      "The content of the form does not meet the conditions specified in the policy document.",
    );
    error.cause = cause;
    throw error;
  }
}
