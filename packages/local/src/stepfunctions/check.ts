import { ACCOUNT, arn, REGION } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { MAX_DATA_BYTES } from "./failure";

/** What AWS allows in the names of state machines and executions. */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

export const machineArn = (name: string) => arn("states", `stateMachine:${name}`);

export const executionArn = (machine: string, name: string) =>
  arn("states", `execution:${machine}:${name}`);

export function assertName(name: string | undefined): string {
  if (name !== undefined && NAME.test(name)) return name;
  throw new AwsError("InvalidName", `Invalid Name: '${name ?? ""}'`);
}

/** Checks that an ARN is one of ours of this kind. Throws `InvalidArn`. */
export function assertArn(value: string | undefined, kind: "execution" | "stateMachine"): string {
  const prefix = `arn:aws:states:${REGION}:${ACCOUNT}:${kind}:`;
  if (value?.startsWith(prefix) && value.length > prefix.length) return value;
  throw new AwsError("InvalidArn", `Invalid Arn: '${value ?? ""}'`);
}

export function assertInput(text: string): string {
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) {
    throw new AwsError(
      "InvalidExecutionInput",
      "Invalid State Machine Execution Input: over 256 KB",
    );
  }
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${why}'`);
  }
}

/** A page's size: 1 to 1000, by default (and for 0) 100. Throws `ValidationException`. */
export function pageSize(maxResults: number | undefined): number {
  const size = maxResults || 100;
  if (Number.isInteger(size) && size > 0 && size <= 1000) return size;
  const message = `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`;
  throw new AwsError("ValidationException", message);
}

/** An opaque token that only continues the listing it came from. */
export const tokenFor = (listing: string, after: string | number) =>
  Buffer.from(JSON.stringify([listing, String(after)])).toString("base64url");

/** Where a listing goes on. Throws `InvalidToken` for a token of another listing. */
export function afterToken(token: string | undefined, listing: string): string | undefined {
  if (token === undefined) return undefined;
  try {
    const [of, after] = JSON.parse(Buffer.from(token, "base64url").toString()) as [string, string];
    if (of === listing) return after;
  } catch {
    // not a token we made: answered below
  }
  throw new AwsError("InvalidToken", `Invalid Token: '${token}'`);
}

/** Seconds since 1970, as the JSON protocol carries instants. */
export const seconds = (milliseconds: number) => milliseconds / 1000;
