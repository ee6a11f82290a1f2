import type { EntityItem } from "electrodb";
import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import { type ApiKeyId, createId, type TenantId } from "../platform/id";
import { allows, type Permission } from "../platform/permission";
import { ApiKeyEntity } from "./api-key.entity";
import { LIMITS, tooMany } from "./key-count";
import { KeyCountEntity } from "./key-count.entity";
import { hashOf, newApiKey, prefixOf } from "./key-text";
import { ApiKeyNotFoundError, ScopeRefusedError, TooManyKeysError } from "./keys.errors";
import { ApiKeyCreated, ApiKeyRenamed } from "./keys.events";
import type { ApiKey, NewApiKey } from "./keys.schema";

export type StoredApiKey = EntityItem<typeof ApiKeyEntity>;

const DAY_MS = 24 * 60 * 60_000;

/** Makes an API key. What it may is at most what the member who makes it may. */
export async function create(input: {
  tenantId: TenantId;
  name: string;
  scopes: readonly Permission[];
  expiresInDays?: number | undefined;
}): Promise<NewApiKey> {
  const { name, scopes, expiresInDays } = input;
  assertOwn(input.tenantId, "keys.write");
  assertMayGive(scopes);
  const { key, stored } = mint({
    name,
    scopes,
    validUntil: expiresInDays === undefined ? undefined : inFuture(expiresInDays * DAY_MS),
  });
  try {
    await store(stored, []);
  } catch (error) {
    if (!(error instanceof TooManyKeysError)) throw error;
    // Those that have expired make room. They are kept until then, for people to see what ended when.
    const expired = (await all()).filter(hasExpired);
    if (!expired.length) throw error;
    await store(stored, expired);
  }
  return { ...toApiKey(stored), key };
}

function store(stored: StoredApiKey, removed: readonly StoredApiKey[]): Promise<undefined> {
  const { tenantId, keyId, name, scopes, validUntil: expiresAt } = stored;
  return commit({
    entities: { apiKey: ApiKeyEntity, count: KeyCountEntity },
    writes: ({ apiKey, count }) => ({
      created: apiKey.create(stored).commit(),
      count: count
        .update({ tenantId, kind: "api" })
        .add({ count: 1 - removed.length })
        .where((one, { exists, notExists, lt }) =>
          removed.length
            ? exists(one.count)
            : `${notExists(one.count)} OR ${lt(one.count, LIMITS.api)}`,
        )
        .commit(),
      ...removals(apiKey, removed),
    }),
    rejected: { count: () => tooMany("api") },
    audit: { target: keyId, after: { name, scopes, expiresAt } },
    events: [ApiKeyCreated.create(keyId, { keyId, name, scopes, expiresAt })],
  });
}

/** The deletion of each, which fails where somebody else has deleted it: it must not be counted twice. */
export function removals<Write extends object>(
  apiKey: { remove(key: { tenantId: TenantId; keyId: ApiKeyId }): { commit(): Write } },
  keys: readonly StoredApiKey[],
): Record<`removed:${string}`, Write> {
  return Object.fromEntries(
    keys.map(({ tenantId, keyId }) => [
      `removed:${keyId}`,
      apiKey.remove({ tenantId, keyId }).commit(),
    ]),
  );
}

/** The tenant's API keys, in the order they were made. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: ApiKey[]; cursor: string | null }> {
  assertOwn(tenantId, "keys.read");
  const { data, cursor } = await ApiKeyEntity.query.byTenant({ tenantId }).go({
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "keys.api"),
  });
  return { items: data.map(toApiKey), cursor: await Cursor.seal(cursor, "keys.api") };
}

export async function get(tenantId: TenantId, keyId: ApiKeyId): Promise<ApiKey> {
  assertOwn(tenantId, "keys.read");
  return toApiKey(await find(keyId));
}

/** Gives the key another name. Of two who do so at once, the later wins. */
export async function rename(input: {
  tenantId: TenantId;
  keyId: ApiKeyId;
  name: string;
}): Promise<ApiKey> {
  const { tenantId, keyId, name } = input;
  assertOwn(tenantId, "keys.write");
  const before = await find(keyId);
  const after = toApiKey({ ...before, name });
  return commit({
    entities: { apiKey: ApiKeyEntity },
    writes: ({ apiKey }) => ({ renamed: apiKey.patch({ tenantId, keyId }).set({ name }).commit() }),
    rejected: { renamed: () => new ApiKeyNotFoundError() },
    audit: { before: { name: before.name }, after: { name } },
    events: [ApiKeyRenamed.create(keyId, { keyId, from: before.name, to: name })],
    result: after,
  });
}

/** Who may, and that the tenant in the address is the caller's: another's keys are not found. */
export function assertOwn(tenantId: TenantId, permission: "keys.read" | "keys.write"): void {
  assertActor("member");
  assertPermission(permission);
  if (tenantId !== useTenant()) throw new ApiKeyNotFoundError();
}

/** @throws ScopeRefusedError that names what the member may not do */
export function assertMayGive(scopes: readonly string[]): void {
  const { role } = assertActor("member");
  // The cast holds for what the contract let through; a permission that is no more, no role has.
  const refused = (scopes as readonly Permission[]).filter((scope) => !allows(role, scope));
  if (refused.length) throw new ScopeRefusedError(refused);
}

/** A new key in the actor's tenant, and what is stored of it. */
export function mint(input: {
  name: string;
  scopes: readonly string[];
  validUntil: string | undefined;
}): { key: string; stored: StoredApiKey } {
  const { tenantId, userId: createdBy } = assertActor("member");
  const keyId = createId("key");
  const key = newApiKey({ tenantId, keyId });
  const stored = {
    tenantId,
    keyId,
    name: input.name,
    hash: hashOf(key),
    scopes: [...input.scopes],
    createdAt: new Date().toISOString(),
    createdBy,
    ...(input.validUntil === undefined ? {} : { validUntil: input.validUntil }),
  };
  return { key, stored };
}

export async function find(keyId: ApiKeyId): Promise<StoredApiKey> {
  const { data } = await ApiKeyEntity.get({ tenantId: useTenant(), keyId }).go({
    consistent: true,
  });
  if (!data) throw new ApiKeyNotFoundError();
  return data;
}

export async function all(): Promise<StoredApiKey[]> {
  const { data } = await ApiKeyEntity.query
    .byTenant({ tenantId: useTenant() })
    .go({ pages: "all", consistent: true });
  return data;
}

export const inFuture = (ms: number) => new Date(Date.now() + ms).toISOString();

export const hasExpired = ({ validUntil }: Pick<StoredApiKey, "validUntil">): boolean =>
  validUntil !== undefined && validUntil <= new Date().toISOString();

/** As people see it. The hash stays here: what is answered may be kept, such as in a receipt. */
export function toApiKey({ tenantId, validUntil, hash: _, ...key }: StoredApiKey): ApiKey {
  const prefix = prefixOf({ tenantId, keyId: key.keyId });
  return { ...key, prefix, ...(validUntil === undefined ? {} : { expiresAt: validUntil }) };
}
