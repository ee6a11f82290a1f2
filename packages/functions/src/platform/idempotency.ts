import { createHash, createHmac, randomUUID } from "node:crypto";
import type { Actor } from "@faibric/core/platform/actor";
import { AlreadyHandledError, type Delivery, withDelivery } from "@faibric/core/platform/delivery";
import { AppError, InvalidRequestError } from "@faibric/core/platform/errors";
import { logger } from "@faibric/core/platform/logger";
import * as Receipt from "@faibric/core/platform/receipt";

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
    attempt: randomUUID(),
  };

  const earlier = await Receipt.begin(receipt);
  if (earlier) {
    if (earlier.fingerprint !== receipt.fingerprint) throw new IdempotencyKeyReusedError();
    if (earlier.state === "running") throw new IdempotencyInProgressError();
    return { result: earlier.result, replayed: true };
  }
  const delivery: Delivery = { ...receipt, committed: false };
  const renewing = setInterval(() => void renew(receipt), Receipt.RENEWAL_MS);
  try {
    const result = await withDelivery(delivery, run);
    if (!delivery.committed) await Receipt.finish(receipt, result);
    return { result, replayed: false };
  } catch (error) {
    // Nothing was stored, so the same key may be tried again, corrected or not.
    if (!delivery.committed) await giveBack(receipt);
    // Another try took this one for dead, and over: what happened is told by that one.
    throw error instanceof AlreadyHandledError ? new IdempotencyInProgressError() : error;
  } finally {
    clearInterval(renewing);
  }
}

/** One renewal that fails is no matter: three fit into a lock, and a commit tells whose the receipt is. */
async function renew(receipt: Receipt.Receipt): Promise<void> {
  try {
    await Receipt.renew(receipt);
  } catch (error) {
    logger.warn("receipt not renewed", { reason: String(error) });
  }
}

/** What failed first is what the caller is told; a receipt that stays is free again after its lock. */
async function giveBack(receipt: Receipt.Receipt): Promise<void> {
  try {
    await Receipt.abandon(receipt);
  } catch (error) {
    logger.error("receipt not given back", error);
  }
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
