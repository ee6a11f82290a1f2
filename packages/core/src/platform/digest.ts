import { createHash, timingSafeEqual } from "node:crypto";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Thirty bits of a text's hash: enough to tell apart what one tenant counts in one minute, and short. */
export const shortDigestOf = (text: string): string =>
  sha256(text).toString("base64url").slice(0, 5);

/**
 * Whether two secrets are the same, in a time that says nothing about where they differ or how long they
 * are. The only way that secrets, signatures and their hashes are compared.
 */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(sha256(one), sha256(other));
