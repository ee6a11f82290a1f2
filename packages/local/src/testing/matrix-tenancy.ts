import type { SigningKey } from "@faibric/core/platform/access-token-signer";
import type { SessionId, TenantId, UserId } from "@faibric/core/platform/id";
import { type Permission, Role } from "@faibric/core/platform/permission";

// Product code reads where the table is when it is imported: only once a cloud has said so.
const [signer, directory, ids, pools, account, derived, members, tenants, sessions, actors] =
  await Promise.all([
    import("@faibric/core/platform/access-token-signer"),
    import("@faibric/core/platform/directory"),
    import("@faibric/core/platform/id"),
    import("@faibric/core/platform/pool"),
    import("@faibric/core/auth/account"),
    import("@faibric/core/auth/customer-signing-key"),
    import("@faibric/core/tenant/membership.entity"),
    import("@faibric/core/tenant/tenant.entity"),
    import("@faibric/core/auth/session.entity"),
    import("@faibric/core/testing/actors"),
  ]);

const [apiKeys, apiKeyEnds, storedKeys, appKeys] = await Promise.all([
  import("@faibric/core/keys/api-key"),
  import("@faibric/core/keys/api-key-end"),
  import("@faibric/core/keys/api-key.entity"),
  import("@faibric/core/keys/app-key"),
]);

export type Status = "active" | "suspended";

/** A tenant with somebody in each role, and one who was removed. */
export interface Tenancy {
  readonly tenantId: TenantId;
  readonly people: Readonly<Record<Role | "removed", UserId>>;
}

interface Wanted {
  readonly status?: Status;
  readonly requireMfa?: boolean;
  readonly name?: string;
}

export async function newTenancy(wanted: Wanted = {}): Promise<Tenancy> {
  const { status = "active", requireMfa = false, name = "Somebody else's" } = wanted;
  const tenantId = actors.newTenant();
  const createdAt = new Date().toISOString();
  const people = Object.fromEntries(
    [...Role.options, "removed"].map((role) => [role, actors.newUser()]),
  ) as Tenancy["people"];
  const slug = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${tenantId.slice(-8)}`;
  await actors.asSystem(tenantId, async () => {
    const security = { requireMfa, auditRetentionDays: 365 };
    const suspension = { by: "owner", at: createdAt, from: "active" } as const;
    const tenant = {
      ...{ tenantId, name, slug, status, security, version: 1, owners: 1, createdAt },
      ...(status === "suspended" ? { suspension } : {}),
    };
    await Promise.all([
      tenants.TenantEntity.put(tenant).go(),
      ...Role.options.flatMap((role) => [
        members.MembershipEntity.put({ tenantId, userId: people[role], role, createdAt }).go(),
        directory.findOrAdd({
          ...{ kind: "user-tenants", name: people[role], member: tenantId, role, version: 1 },
          detail: { name, slug },
        }),
      ]),
    ]);
  });
  return { tenantId, people };
}

let made: Promise<SigningKey> | undefined;
const consoleKey = () => (made ??= signer.createSigningKey());

const LONG_SECONDS = 3_600;
const AGES_AGO = -120;

/** A token that an operator issued: it belongs to no session, so nothing that is attacked can end it. */
export const tokenOf = async (userId: UserId): Promise<string> =>
  signer.signAccessToken(userId, await consoleKey(), LONG_SECONDS);

export const expiredTokenOf = async (userId: UserId): Promise<string> =>
  signer.signAccessToken(userId, await consoleKey(), AGES_AGO);

/** A token in a session that is, that was, or that proved nothing for an hour. */
export async function sessionTokenOf(
  userId: UserId,
  { provedAt = Math.floor(Date.now() / 1000), secondFactor = false, ended = false } = {},
): Promise<string> {
  const sessionId = ids.createId("ses");
  if (!ended) await openSession(userId, sessionId, { provedAt, secondFactor });
  return signer.signAccessToken(userId, await consoleKey(), LONG_SECONDS, sessionId);
}

/** A session that is good, and proved now unless said otherwise. */
export async function openSession(
  userId: UserId | ReturnType<typeof ids.customerKey>,
  sessionId: SessionId,
  { provedAt = Math.floor(Date.now() / 1000), secondFactor = false } = {},
): Promise<void> {
  const now = new Date().toISOString();
  const session = {
    ...{ userId, sessionId, epoch: 1, familyHash: "none", refreshHash: "none", provedAt },
    ...(secondFactor ? { secondFactorAt: provedAt } : {}),
    ...{ device: "A test", address: "192.0.2.1", createdAt: now, lastUsedAt: now },
    expiresAt: Math.floor(Date.now() / 1000) + LONG_SECONDS,
  };
  await account.inAccount(userId, "matrix", () => sessions.SessionEntity.put(session).go());
}

const secret = derived.newCustomerTokenSecret();

/** A token of a customer of the tenant: new, signed in, unless their session has ended. */
export async function customerTokenOf(
  tenantId: TenantId,
  { ended = false, lifetime = LONG_SECONDS } = {},
): Promise<string> {
  const pool = pools.tenantPool(tenantId);
  const key = derived.deriveKey(secret, pool);
  await signer.publishSigningKey(key, pool);
  const person = ids.customerKey(tenantId, ids.createId("cus"));
  const sessionId = ids.createId("ses");
  const provedAt = Math.floor(Date.now() / 1000);
  if (!ended) await openSession(person, sessionId, { provedAt, secondFactor: false });
  return signer.signCustomerToken(person, key, sessionId, lifetime);
}

export const newTenantId = (): TenantId => actors.newTenant();
export const newId = (prefix: string): string => ids.createId(prefix);

/** An API key of the tenant with the scopes, good unless it has ended. */
export async function apiKeyOf(
  { tenantId }: Pick<Tenancy, "tenantId">,
  scopes: readonly Permission[],
  end?: "revoked" | "expired",
): Promise<string> {
  const asOwner = <R>(fn: () => R): R => actors.asMember(tenantId, fn, "owner");
  const made = await asOwner(() => apiKeys.create({ tenantId, name: "Matrix", scopes }));
  const { keyId, key } = made;
  if (end === "revoked") await asOwner(() => apiKeyEnds.revoke(tenantId, keyId));
  if (end === "expired") {
    const validUntil = new Date(Date.now() - 1_000).toISOString();
    await asOwner(() =>
      storedKeys.ApiKeyEntity.patch({ tenantId, keyId }).set({ validUntil }).go(),
    );
  }
  return key;
}

/** A public app key of the tenant, for pages of the origins. */
export async function appKeyOf(
  { tenantId }: Pick<Tenancy, "tenantId">,
  origins: readonly string[],
  end?: "revoked",
): Promise<string> {
  const asOwner = <R>(fn: () => R): R => actors.asMember(tenantId, fn, "owner");
  const made = await asOwner(() => appKeys.create({ tenantId, name: "Matrix", origins }));
  if (end) await asOwner(() => appKeys.revoke(tenantId, made.appKeyId));
  return made.key;
}
