import { randomUUID } from "node:crypto";
import { type Delivery, withDelivery } from "@faibric/core/platform/delivery";
import { logger } from "@faibric/core/platform/logger";
import * as Receipt from "@faibric/core/platform/receipt";

/** What a try found: that it was the only one and what it came to, or an earlier one that counts. */
export type Tried<R> =
  | { readonly result: R; readonly earlier?: undefined }
  | { readonly earlier: Receipt.Earlier };

/**
 * Runs what must not run twice, nor twice at once: a request with an Idempotency-Key, an event that sends a
 * mail. The receipt is taken first and renewed while the work goes on; what fails gives it back, what dies is
 * taken over 10 seconds later.
 * @throws AlreadyHandledError where another try has taken this one for dead and was over first
 */
export async function singleTry<R>(
  of: Omit<Receipt.Receipt, "attempt">,
  run: () => Promise<R>,
): Promise<Tried<R>> {
  const receipt = { ...of, attempt: randomUUID() };
  const earlier = await Receipt.begin(receipt);
  if (earlier) return { earlier };
  const delivery: Delivery = { ...receipt, committed: false };
  const renewing = setInterval(() => void renew(receipt), Receipt.RENEWAL_MS);
  try {
    const result = await withDelivery(delivery, run);
    if (!delivery.committed) await Receipt.finish(receipt, result);
    return { result };
  } catch (error) {
    // Nothing was stored, so it may be tried again.
    if (!delivery.committed) await giveBack(receipt);
    throw error;
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

/** What failed first is what is told; a receipt that stays is free again after its lock. */
async function giveBack(receipt: Receipt.Receipt): Promise<void> {
  try {
    await Receipt.abandon(receipt);
  } catch (error) {
    logger.error("receipt not given back", error);
  }
}
