import type { KeyObject } from "node:crypto";
import * as Directory from "./directory";
import { type EcKey, publicKeyOf } from "./jwt";
import type { Pool } from "./pool";

/** A public key as it is published. Source: RFC 7517 */
export interface PublicKey extends EcKey {
  readonly kid: string;
  readonly alg: string;
  readonly use: string;
}

type KeySet = ReadonlyMap<string, KeyObject>;

const KEYS_LIVE_MS = 5 * 60_000;
/** Of how many pools a function remembers the keys: those it saw last. */
const MAX_POOLS = 500;
const known = new Map<string, { readonly set: KeySet; readonly readAt: number }>();

/** The pool's public keys that are still good, as they are published. */
export async function listPublicKeys(pool: Pool): Promise<{ keys: PublicKey[] }> {
  const { items } = await Directory.list("access-token-keys", pool.name);
  const now = Date.now() / 1000;
  // What has expired may stay in the table for two days more.
  const good = items.filter(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt > now);
  return { keys: good.map(({ detail }) => detail as PublicKey) };
}

/**
 * Finds the public key that a token names, among the pool's own. One that is not known may have been made
 * since, so it looks again: an invented one costs a read, which is less than the invocation it comes with.
 */
export async function findPublicKey(pool: Pool, kid: string): Promise<KeyObject | undefined> {
  const key = (await readKeys(pool, KEYS_LIVE_MS)).get(kid);
  return key ?? (await readKeys(pool, 0)).get(kid);
}

/** The public keys, read again once they are older than that; a cold start reads them once. */
async function readKeys(pool: Pool, maxAgeMs: number): Promise<KeySet> {
  const kept = known.get(pool.name);
  if (kept && Date.now() - kept.readAt < maxAgeMs) return kept.set;
  const { keys } = await listPublicKeys(pool);
  const set = new Map(keys.map((key) => [key.kid, publicKeyOf(key)]));
  known.delete(pool.name);
  // No keys yet must not be remembered: the first one may be made a moment later.
  if (set.size) known.set(pool.name, { set, readAt: Date.now() });
  const [oldest] = known.keys();
  if (known.size > MAX_POOLS && oldest !== undefined) known.delete(oldest);
  return set;
}
