import { createHash } from "node:crypto";
import { kebab } from "@faibric/functions/platform/manifest.schema";
import type { Stack } from "sst/constructs";

// AWS allows a function, a rule and a role 64 characters, and the others more.
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

const APP = "faibric";

/** The start of every name in a stage: `production-faibric`. */
export const prefixOf = (stack: Stack) => `${stack.stage}-${APP}`;

/**
 * `tenant-read-tenant` -> `production-faibric-tenant-read-tenant`. It stays the same from deploy to
 * deploy, so people, alarms and the operator's tool know it. One too long ends in a hash of the whole.
 */
export function nameOf(stack: Stack, name: string, maxLength = MAX_LENGTH): string {
  const full = `${prefixOf(stack)}-${name}`;
  if (full.length <= maxLength) return full;
  const hash = createHash("sha256").update(full).digest("hex").slice(0, HASH_LENGTH);
  return `${full.slice(0, maxLength - HASH_LENGTH - 1)}-${hash}`;
}

/** What a state machine's ARN is, up to the pipeline's key. */
export const pipelineArnPrefix = (stack: Stack) =>
  `arn:${stack.partition}:states:${stack.region}:${stack.account}:stateMachine:${prefixOf(stack)}-`;

/** `writeAudit` -> `WRITE_AUDIT`, as in QUEUE_URL_WRITE_AUDIT. */
export const upperSnake = (key: string) => kebab(key).replaceAll("-", "_").toUpperCase();

/** What Secrets Manager knows a granted secret by. */
export const secretId = ({ stage }: Stack, name: string) => `faibric/${stage}/${name}`;

/** What writes logs: functions, the API and pipelines. */
const LOGGED = ["lambda", "apigateway", "vendedlogs/states"];

export const logGroupPrefixes = (stack: Stack): readonly string[] =>
  LOGGED.map((kind) => `/aws/${kind}/${prefixOf(stack)}`);
