import { createHash, createHmac } from "node:crypto";
import type { Actor } from "@faibric/core/platform/actor";
import { AlreadyHandledError } from "@faibric/core/platform/delivery";
import { AppError, InvalidRequestError } from "@faibric/core/platform/errors";
import { singleTry } from "./single-try";

export class IdempotencyKeyReusedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "platform.idempotency.key_reused";

  constructor() {
    super("This Idempotency-Key was used for another request. Use a new key for a new request.");
  }
}

export class IdempotencyInProgressError extends AppError {
  readonly kind = "conflict";
  readonly code = "platform.idempotency.in_progress";

  constructor() {
    super("The first request with this Idempotency-Key is still running. Try again in a moment.");
  }
}

const KEPT_SECONDS = 24 * 60 * 60;

/**
 * Runs an unsafe operation at most once for its Idempotency-Key: the same key and request get the same
 * answer, another request is refused, one still running too. The answer is stored in the transaction
 * that makes the change, so a crash between the two cannot lose it. Keys are kept for 24 hours.
 * Source: draft-ietf-httpapi-idempotency-key-header
 */
export async function once(
  request: { key: string | undefined; operation: string; actor: Actor; content: unknown },
  run: () => Promise<unknown>,
): Promise<{ result: unknown; replayed: boolean }> {
  const { key, operation, actor, content } = request;
  if (key === undefined) return { result: await run(), replayed: false };
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = "An Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID.";
    throw new InvalidRequestError([{ path: ["headers", "idempotency-key"], message }]);
  }
  const caller = callerOf(actor);
  const receipt = {
    owner: "tenantId" in actor ? actor.tenantId : `directory#${actor.userId}`,
    receiver: `${operation}#${caller}`,
    messageId: createHash("sha256").update(key).digest("hex"),
    // Keyed by what only the caller knows: the content may hold a password, which a plain hash gives away.
    fingerprint: createHmac("sha256", key).update(JSON.stringify(content)).digest("hex"),
    keptSeconds: KEPT_SECONDS,
  };

  const tried = await singleTry(receipt, run).catch((error: unknown) => {
    // Another try took this one for dead, and was over: what happened is told by that one.
    throw error instanceof AlreadyHandledError ? new IdempotencyInProgressError() : error;
  });
  if (!tried.earlier) return { result: tried.result, replayed: false };
  const { fingerprint, state, result } = tried.earlier;
  if (fingerprint !== receipt.fingerprint) throw new IdempotencyKeyReusedError();
  if (state === "running") throw new IdempotencyInProgressError();
  return { result, replayed: true };
}

/** Who a key is kept for: the same key of somebody else in the tenant is another. */
function callerOf(actor: Actor): string {
  switch (actor.type) {
    case "system":
      return actor.service;
    case "customer":
      return actor.customerId;
    case "apiKey":
      return actor.keyId;
    case "public":
      return actor.appKeyId;
    default:
      return actor.userId;
  }
}
