import { AlreadyHandledError } from "./delivery";
import { withDirectory } from "./fence";
import { InboxEntity, inboxKey } from "./inbox.entity";

/** One try at what must not run twice: a request that carries an Idempotency-Key, an event that sends a mail. */
export interface Receipt {
  readonly owner: string;
  readonly receiver: string;
  readonly messageId: string;
  /** A hash of what was asked. */
  readonly fingerprint: string;
  readonly attempt: string;
  /** For how long it is known that it was handled. */
  readonly keptSeconds: number;
}

export interface Earlier {
  readonly state: "running" | "done";
  readonly fingerprint: string | undefined;
  readonly result: unknown;
}

// Whoever works on a request says so in time: who has not for as long as this is dead.
const LOCK_MS = 10_000;
/** How often a try that takes long renews its receipt: one that is quick never does. */
export const RENEWAL_MS = 3_000;

/** Takes the receipt for this try. Answers the earlier try's where there is one that counts. */
export async function begin(receipt: Receipt): Promise<Earlier | undefined> {
  const now = Date.now();
  const { fingerprint, attempt, keptSeconds } = receipt;
  const taken = await reach(receipt, () =>
    InboxEntity.put({
      ...inboxKey(receipt),
      state: "running",
      attempt,
      fingerprint,
      lockedUntil: now + LOCK_MS,
      expiresAt: Math.floor(now / 1000) + keptSeconds,
    })
      .where((record, { notExists, eq, lt }) => {
        // A dead try may be taken over, but only by the same request. An expired record is no record.
        const dead = `${eq(record.state, "running")} AND ${lt(record.lockedUntil, now)}`;
        const same = eq(record.fingerprint, fingerprint);
        const expired = lt(record.expiresAt, Math.floor(now / 1000));
        return `${notExists(record.state)} OR ${expired} OR (${dead} AND ${same})`;
      })
      .go({ response: "none" }),
  ).then(
    () => true,
    (error: unknown) => {
      if (isConditionFailure(error)) return false;
      throw error;
    },
  );
  if (taken) return undefined;
  const { data } = await reach(receipt, () =>
    InboxEntity.get(inboxKey(receipt)).go({ consistent: true }),
  );
  if (!data) return begin(receipt); // it was abandoned in between
  return { state: data.state, fingerprint: data.fingerprint, result: data.result };
}

/**
 * Keeps the answer of an operation that did not `commit`.
 * @throws AlreadyHandledError where another try has taken the receipt over
 */
export async function finish(receipt: Receipt, result: unknown): Promise<void> {
  await reach(receipt, () =>
    InboxEntity.patch(inboxKey(receipt))
      .set({ state: "done", ...(result === undefined ? {} : { result }) })
      .where((record, { eq }) => eq(record.attempt, receipt.attempt))
      .go(),
  ).catch((error: unknown) => {
    throw isConditionFailure(error) ? new AlreadyHandledError() : error;
  });
}

/** Says that this try is still at work. Where another has taken the receipt over, nothing changes. */
export async function renew(receipt: Receipt): Promise<void> {
  await reach(receipt, () =>
    InboxEntity.patch(inboxKey(receipt))
      .set({ lockedUntil: Date.now() + LOCK_MS })
      .where(
        (record, { eq }) =>
          `${eq(record.attempt, receipt.attempt)} AND ${eq(record.state, "running")}`,
      )
      .go({ response: "none" }),
  ).catch((error: unknown) => {
    if (!isConditionFailure(error)) throw error;
  });
}

/** Gives the receipt back after a failure that stored nothing. One that was taken over stays. */
export async function abandon(receipt: Receipt): Promise<void> {
  await reach(receipt, () =>
    InboxEntity.delete(inboxKey(receipt))
      .where(
        (record, { eq }) =>
          `${eq(record.attempt, receipt.attempt)} AND ${eq(record.state, "running")}`,
      )
      .go(),
  ).catch((error: unknown) => {
    if (!isConditionFailure(error)) throw error;
  });
}

/** A person in no tenant keeps their receipts in the directory. */
function reach<R>({ owner }: Receipt, fn: () => R): R {
  return owner.startsWith("directory#") ? withDirectory(fn) : fn();
}

function isConditionFailure(error: unknown): boolean {
  return (
    error instanceof Error && (error.cause as Error)?.name === "ConditionalCheckFailedException"
  );
}
