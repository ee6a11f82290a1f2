import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from "jose";
import * as Directory from "./directory";
import type { Pool } from "./pool";

type KeySet = ReturnType<typeof createLocalJWKSet>;

const KEYS_LIVE_MS = 5 * 60_000;
/** Of how many pools a function remembers the keys: those it saw last. */
const MAX_POOLS = 500;
const known = new Map<string, { readonly set: KeySet; readonly readAt: number }>();

/** The pool's public keys that are still good, as they are published. Source: RFC 7517 */
export async function listPublicKeys(pool: Pool): Promise<JSONWebKeySet> {
  const { items } = await Directory.list("access-token-keys", pool.name);
  const now = Date.now() / 1000;
  // What has expired may stay in the table for two days more.
  const good = items.filter(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt > now);
  return { keys: good.map(({ detail }) => detail as JWK) };
}

/**
 * Finds the public key that a token names, among the pool's own. One that is not known may have been made
 * since, so it looks again: an invented one costs a read, which is less than the invocation it comes with.
 */
export function keysOf(pool: Pool): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await (await readKeys(pool, KEYS_LIVE_MS))(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return (await readKeys(pool, 0))(header, token);
    }
  };
}

/** The public keys, read again once they are older than that; a cold start reads them once. */
async function readKeys(pool: Pool, maxAgeMs: number): Promise<KeySet> {
  const kept = known.get(pool.name);
  if (kept && Date.now() - kept.readAt < maxAgeMs) return kept.set;
  const jwks = await listPublicKeys(pool);
  const set = createLocalJWKSet(jwks);
  known.delete(pool.name);
  // No keys yet must not be remembered: the first one may be made a moment later.
  if (jwks.keys.length) known.set(pool.name, { set, readAt: Date.now() });
  const [oldest] = known.keys();
  if (known.size > MAX_POOLS && oldest !== undefined) known.delete(oldest);
  return set;
}
