import { inspect } from "node:util";
import { findActor } from "./actor";
import { findTrace } from "./trace";

/** One JSON line an entry, which CloudWatch can query by field, with the tenant and the IDs of the request. */
export const logger = {
  info: (message: string, fields: object = {}) => write("info", message, fields),
  warn: (message: string, fields: object = {}) => write("warn", message, fields),
  error: (message: string, error: unknown, fields: object = {}) =>
    write("error", message, { ...fields, error: describe(error) }),
};

type Level = "info" | "warn" | "error";

function write(level: Level, message: string, fields: object) {
  const actor = findActor();
  const tenantId = actor && "tenantId" in actor ? actor.tenantId : undefined;
  const entry = { level, message, ...findTrace(), tenantId };
  process.stdout.write(`${toJson({ ...entry, ...fields }) ?? toJson(entry)}\n`);
}

/** Undefined for what JSON cannot say: a line less complete is better than a request that fails for it. */
function toJson(entry: object): string | undefined {
  try {
    return JSON.stringify(entry, (_key, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
  } catch {
    return undefined;
  }
}

const MAX_CAUSES = 5;

function describe(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) {
    return { message: typeof error === "string" ? error : inspect(error) };
  }
  const { name, message, stack, cause } = error;
  const more =
    cause === undefined || depth === MAX_CAUSES ? {} : { cause: describe(cause, depth + 1) };
  return { name, message, stack, ...more };
}
