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
  const entry = { level, message, ...findTrace(), tenantId, ...fields };
  process.stdout.write(`${JSON.stringify(entry)}\n`);
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}
