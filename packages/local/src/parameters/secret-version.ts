import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import type { Secret, Secrets, SecretValue } from "./secret";

export interface ValueInput {
  ClientRequestToken?: string;
  SecretString?: string;
  SecretBinary?: string;
}

export const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";
const MAX_BYTES = 65_536;
const DAY_MS = 86_400_000;

/** The value in an input; undefined where there is none. `SecretBinary` is base64 on the wire. */
export function valueIn({ SecretString, SecretBinary }: ValueInput): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    const rule = "You can't specify both a binary secret value and a string secret value.";
    throw new AwsError("InvalidParameterException", rule);
  }
  if (SecretString === undefined && SecretBinary === undefined) return undefined;
  const value =
    SecretString === undefined
      ? { bytes: Buffer.from(SecretBinary ?? "", "base64") }
      : { text: SecretString };
  const size = "text" in value ? Buffer.byteLength(value.text) : value.bytes.length;
  if (size < 1 || size > MAX_BYTES) {
    const rule = `A secret value must have 1 to ${MAX_BYTES} bytes; this one has ${size}.`;
    throw new AwsError("ValidationException", rule);
  }
  return value;
}

/**
 * Stores a value as a new version and returns its ID, which is the caller's token: the same token again is
 * the same version, unless its value differs. Must be called inside a transaction.
 */
export function addVersion(
  secrets: Secrets,
  secret: Secret,
  {
    value,
    token = randomUUID(),
    stages = [CURRENT],
  }: { value: SecretValue; token?: string | undefined; stages?: readonly string[] | undefined },
): string {
  if (token.length < 32 || token.length > 64) {
    throw new AwsError(
      "InvalidParameterException",
      "A ClientRequestToken has 32 to 64 characters.",
    );
  }
  if (stages.length < 1 || stages.length > 20) {
    throw new AwsError("InvalidParameterException", "A version has 1 to 20 staging labels.");
  }
  const versions = secrets.versions(secret);
  if (versions.some(({ id }) => id === token)) {
    if (isSame(secrets.open(secret, token), value)) return token;
    const message = "You can't modify an existing version, you can only create a new version.";
    throw new AwsError("ResourceExistsException", message);
  }
  secrets.addVersion(secret, token, value);
  // The first version is current whatever it is called.
  const labels = versions.length === 0 ? [...new Set([...stages, CURRENT])] : stages;
  moveStages(secrets, secret, { to: token, stages: labels });
  dropUnlabelled(secrets, secret);
  secrets.save({ ...secret, changedAt: Date.now() });
  return token;
}

/** A label is on one version at a time; the version that loses AWSCURRENT becomes AWSPREVIOUS. */
function moveStages(
  secrets: Secrets,
  secret: Secret,
  { to, stages }: { to: string; stages: readonly string[] },
): void {
  const versions = secrets.versions(secret);
  const current = versions.find((version) => version.stages.includes(CURRENT));
  const demoted = stages.includes(CURRENT) && current?.id !== to ? current : undefined;
  const taken = demoted ? [...stages, PREVIOUS] : stages;
  for (const { id, stages: before } of versions) {
    const kept = before.filter((stage) => !taken.includes(stage));
    const after = id === demoted?.id ? [...kept, PREVIOUS] : kept;
    secrets.setStages(secret, id, id === to ? [...after, ...stages] : after);
  }
}

/** Secrets Manager may delete versions without a label, though none younger than a day. */
function dropUnlabelled(secrets: Secrets, secret: Secret): void {
  for (const { id, stages, createdAt } of secrets.versions(secret)) {
    if (stages.length === 0 && createdAt < Date.now() - DAY_MS) secrets.dropVersion(secret, id);
  }
}

function isSame(a: SecretValue, b: SecretValue): boolean {
  if ("text" in a || "text" in b) return "text" in a && "text" in b && a.text === b.text;
  return a.bytes.equals(b.bytes);
}
