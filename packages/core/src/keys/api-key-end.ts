import { commit } from "../platform/commit";
import { ConflictError } from "../platform/errors";
import type { ApiKeyId, TenantId } from "../platform/id";
import {
  all,
  assertMayGive,
  assertOwn,
  find,
  hasExpired,
  inFuture,
  mint,
  removals,
  type StoredApiKey,
  toApiKey,
} from "./api-key";
import { ApiKeyEntity } from "./api-key.entity";
import { LIMITS, tooMany } from "./key-count";
import { KeyCountEntity } from "./key-count.entity";
import { ApiKeyNotFoundError, ApiKeyRolledError } from "./keys.errors";
import { AllApiKeysRevoked, ApiKeyRevoked, ApiKeyRolled } from "./keys.events";
import type { NewApiKey } from "./keys.schema";

const HOUR_MS = 60 * 60_000;
const MAX_TRIES = 5;

/** Ends a key at once: it is refused from the next request. @throws ApiKeyNotFoundError if it has ended */
export async function revoke(tenantId: TenantId, keyId: ApiKeyId): Promise<void> {
  assertOwn(tenantId, "keys.write");
  const { name, scopes } = await find(keyId);
  await commit({
    entities: { apiKey: ApiKeyEntity, count: KeyCountEntity },
    writes: ({ apiKey, count }) => ({
      removed: apiKey.remove({ tenantId, keyId }).commit(),
      count: count.patch({ tenantId, kind: "api" }).subtract({ count: 1 }).commit(),
    }),
    rejected: { removed: () => new ApiKeyNotFoundError() },
    audit: { before: { name, scopes } },
    events: [ApiKeyRevoked.create(keyId, { keyId, name })],
  });
}

/** Ends every key of the tenant, as after a leak. One that is made meanwhile ends too, or is made after. */
export async function revokeAll(tenantId: TenantId): Promise<{ revoked: number }> {
  assertOwn(tenantId, "keys.write");
  for (let attempt = 1; ; attempt++) {
    const keys = await all();
    const result = { revoked: keys.length };
    if (!keys.length) return result;
    try {
      return await removeAll(tenantId, keys, result);
    } catch (error) {
      // Somebody made or ended one in between: look again, so that none is left.
      if (!(error instanceof ConflictError) || attempt === MAX_TRIES) throw error;
    }
  }
}

function removeAll(tenantId: TenantId, keys: readonly StoredApiKey[], result: { revoked: number }) {
  return commit({
    entities: { apiKey: ApiKeyEntity, count: KeyCountEntity },
    writes: ({ apiKey, count }) => ({
      ...removals(apiKey, keys),
      count: count
        .patch({ tenantId, kind: "api" })
        .set({ count: 0 })
        .where((one, { eq }) => eq(one.count, keys.length))
        .commit(),
    }),
    audit: { before: { apiKeys: keys.map(({ keyId }) => keyId) } },
    events: [AllApiKeysRevoked.create(tenantId, { keyIds: keys.map(({ keyId }) => keyId) })],
    result,
  });
}

/**
 * Makes a key that may what another may, for as long as that was made for, and lets the old one end in so
 * many hours, so that a program can change over without a gap. With 0 the old one ends at once.
 */
export async function roll(input: {
  tenantId: TenantId;
  keyId: ApiKeyId;
  graceHours: number;
}): Promise<NewApiKey> {
  const { tenantId, keyId, graceHours } = input;
  assertOwn(tenantId, "keys.write");
  const old = await find(keyId);
  if (old.replacedBy) throw new ApiKeyRolledError();
  // Whoever rolls it holds the new one: it must not give them what they may not do themselves.
  assertMayGive(old.scopes);
  const { key, stored } = mint({ ...old, validUntil: again(old) });
  const ends = inFuture(graceHours * HOUR_MS);
  const oldExpiresAt = old.validUntil && old.validUntil < ends ? old.validUntil : ends;
  const endsNow = graceHours === 0 || hasExpired(old);
  await commit({
    entities: { apiKey: ApiKeyEntity, count: KeyCountEntity },
    writes: ({ apiKey, count }) => ({
      old: endsNow
        ? apiKey.remove({ tenantId, keyId }).commit()
        : apiKey
            .patch({ tenantId, keyId })
            .set({ validUntil: oldExpiresAt, replacedBy: stored.keyId })
            .where((one, { notExists }) => notExists(one.replacedBy))
            .commit(),
      created: apiKey.create(stored).commit(),
      count: count
        .patch({ tenantId, kind: "api" })
        .add({ count: endsNow ? 0 : 1 })
        .where((one, { exists, lt }) => (endsNow ? exists(one.count) : lt(one.count, LIMITS.api)))
        .commit(),
    }),
    rejected: { old: () => new ApiKeyRolledError(), count: () => tooMany("api") },
    audit: {
      target: keyId,
      before: { expiresAt: old.validUntil },
      after: { expiresAt: oldExpiresAt, replacedBy: stored.keyId },
    },
    events: [
      ApiKeyRolled.create(keyId, {
        keyId,
        name: old.name,
        replacedBy: stored.keyId,
        scopes: old.scopes,
        oldExpiresAt,
      }),
    ],
  });
  return { ...toApiKey(stored), key };
}

/** The end of a key that lives as long as the old one was made for. */
function again({ createdAt, validUntil }: StoredApiKey): string | undefined {
  if (validUntil === undefined) return undefined;
  return inFuture(Date.parse(validUntil) - Date.parse(createdAt));
}
