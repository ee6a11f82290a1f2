import { createHash } from "node:crypto";
import { LimitExceededError } from "./errors";
import { withDirectory } from "./fence";
import { ThrottleEntity } from "./throttle.entity";

/** At most `limit` times in each stretch of `seconds`. */
export interface Limit {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

export interface Taken {
  readonly key: { readonly name: string; readonly since: number };
  /** Which of the stretch's it was, from 1. */
  readonly count: number;
}

/**
 * Counts one attempt for a subject, such as an address: one conditional write, so that exactly `limit`
 * pass however many come at once.
 * @throws LimitExceededError that says when the stretch ends
 */
export async function take(limit: Limit, subject: string): Promise<Taken> {
  const now = Math.floor(Date.now() / 1000);
  const since = now - (now % limit.seconds);
  const ends = since + limit.seconds;
  // Hashed: what is counted may be somebody's address, and keys turn up in errors.
  const name = `${limit.name}#${hash(subject)}`;
  const key = { name, since };
  try {
    const { data } = await withDirectory(() =>
      ThrottleEntity.update(key)
        .add({ count: 1 })
        .set({ expiresAt: ends + limit.seconds })
        .where(
          (item, { notExists, lt }) => `${notExists(item.count)} OR ${lt(item.count, limit.limit)}`,
        )
        .go({ response: "all_new" }),
    );
    return { key, count: data.count ?? 0 };
  } catch (error) {
    if (isConditionFailure(error)) throw new LimitExceededError(ends - now);
    throw error;
  }
}

/** Whether this attempt still passes, where the caller must not be told if it does not. */
export async function passes(limit: Limit, subject: string): Promise<boolean> {
  try {
    await take(limit, subject);
    return true;
  } catch (error) {
    if (error instanceof LimitExceededError) return false;
    throw error;
  }
}

/** Gives an attempt back: it was no abuse. */
export async function giveBack({ key }: Taken): Promise<void> {
  await withDirectory(() => ThrottleEntity.patch(key).subtract({ count: 1 }).go());
}

const hash = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 22);

function isConditionFailure(error: unknown): boolean {
  return (
    error instanceof Error && (error.cause as Error)?.name === "ConditionalCheckFailedException"
  );
}
