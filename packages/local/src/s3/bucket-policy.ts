import * as z from "zod";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { deleteConfig, readConfig, storeConfig, storedConfig } from "./bucket-configs";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { readDocument } from "./payload";
import { accessDenied, sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { textOf } from "./xml";

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));

const Statement = z
  .object({
    Effect: z.enum(["Allow", "Deny"]),
    Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMore)]).optional(),
    NotPrincipal: z.unknown().optional(),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  })
  .refine((s) => (s.Action || s.NotAction) && (s.Resource || s.NotResource));

const Policy = z.object({
  Statement: z
    .union([Statement, z.array(Statement)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
});
type Statement = z.infer<typeof Statement>;

/** Whether the bucket's policy lets anybody do `action`, such as `s3:GetObject`, to `resource`. */
export function allowsAnybody(
  store: Store,
  bucket: string,
  action: string,
  resource: string,
): boolean {
  const text = storedConfig(store, bucket, "policy");
  if (text === undefined || blocks(store, bucket, "RestrictPublicBuckets")) return false;
  const applying = parsePolicy(text).filter(
    (statement) =>
      isForAnybody(statement) &&
      covers(statement.Action, statement.NotAction, action, true) &&
      covers(statement.Resource, statement.NotResource, resource, false) &&
      holds(statement),
  );
  return (
    applying.some(({ Effect }) => Effect === "Allow") &&
    !applying.some(({ Effect }) => Effect === "Deny")
  );
}

export function getBucketPolicy(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const text = storedConfig(state.store, call.bucket, "policy");
  if (text === undefined) throw noPolicy(call.bucket);
  call.response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  call.response.end(text);
}

/** A policy for everybody is refused while the bucket blocks public policies, as new buckets do. */
export async function putBucketPolicy(state: S3State, call: S3Call): Promise<void> {
  const text = await readDocument(call);
  getBucket(state, call.bucket);
  if (isPublic(parsePolicy(text)) && blocks(state.store, call.bucket, "BlockPublicPolicy")) {
    throw accessDenied(
      "User is not authorized to perform: s3:PutBucketPolicy because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
    );
  }
  storeConfig(state, call.bucket, "policy", text);
  sendEmpty(call, 204);
}

export function deleteBucketPolicy(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  deleteConfig(state, call.bucket, "policy");
  sendEmpty(call, 204);
}

export function getBucketPolicyStatus(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const text = storedConfig(state.store, call.bucket, "policy");
  if (text === undefined) throw noPolicy(call.bucket);
  sendXml(call, "PolicyStatus", { IsPublic: isPublic(parsePolicy(text)) });
}

function parsePolicy(text: string): Statement[] {
  try {
    return Policy.parse(JSON.parse(text)).Statement;
  } catch (cause) {
    const error = new AwsError("MalformedPolicy", "Policies must be valid JSON and complete.");
    error.cause = cause;
    throw error;
  }
}

const isPublic = (statements: Statement[]) =>
  statements.some((s) => s.Effect === "Allow" && !s.Condition && isForAnybody(s));

function isForAnybody({ Principal }: Statement): boolean {
  return Principal === "*" || Principal?.AWS?.includes("*") === true;
}

/**
 * The laptop cloud stands for one behind TLS, so `aws:SecureTransport` is true. No other condition is
 * evaluated: an Allow then does not apply and a Deny does.
 */
function holds({ Effect, Condition }: Statement): boolean {
  if (!Condition) return true;
  const { Bool, ...others } = Condition;
  const secure = Bool?.["aws:SecureTransport"];
  const known = Object.keys(others).length === 0 && Object.keys(Bool ?? {}).length === 1;
  return known && secure !== undefined ? String(secure) === "true" : Effect === "Deny";
}

function covers(
  patterns: string[] | undefined,
  exceptions: string[] | undefined,
  value: string,
  ignoreCase: boolean,
): boolean {
  const matches = (pattern: string) => toRegExp(pattern, ignoreCase).test(value);
  return patterns ? patterns.some(matches) : !(exceptions ?? []).some(matches);
}

function toRegExp(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s");
}

function blocks(store: Store, bucket: string, setting: string): boolean {
  const block = readConfig(store, bucket, "publicAccessBlock");
  return block !== undefined && textOf(block, setting)?.toLowerCase() === "true";
}

function noPolicy(bucket: string): AwsError {
  return new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", {
    status: 404,
    members: { BucketName: bucket },
  });
}
