import {
  createSigningKey,
  type SigningKey,
  signAccessToken,
} from "@faibric/core/platform/access-token-signer";
import * as Directory from "@faibric/core/platform/directory";
import type { TenantId, UserId } from "@faibric/core/platform/id";
import type { Role } from "@faibric/core/platform/permission";
import { MembershipEntity } from "@faibric/core/tenant/membership.entity";
import { TenantEntity } from "@faibric/core/tenant/tenant.entity";
import { asSystem, newTenant, newUser } from "@faibric/core/testing/actors";

/** A person who has signed in, with what they send to say so. */
export interface Caller {
  readonly userId: UserId;
  readonly tenantId: TenantId;
  readonly headers: { readonly authorization: string; readonly "x-tenant-id": string };
}

let made: Promise<SigningKey> | undefined;

/** The key that the test's tokens are signed with. */
export const signingKey = () => (made ??= createSigningKey());

/** A person with a role in a tenant: a new person in a new tenant, unless said otherwise. */
export async function newCaller(
  role: Role = "owner",
  { tenantId = newTenant(), userId = newUser() }: Partial<Caller> = {},
): Promise<Caller> {
  const createdAt = new Date().toISOString();
  await asSystem(tenantId, async () => {
    await MembershipEntity.put({ tenantId, userId, role, createdAt }).go();
    await TenantEntity.upsert({ tenantId }) // one that is there stays as it is
      .ifNotExists({ name: "Blue Bottle", slug: "blue-bottle", status: "active" })
      .ifNotExists({ version: 1, owners: 1, createdAt })
      .go();
  });
  await Directory.findOrAdd({
    kind: "user-tenants",
    name: userId,
    member: tenantId,
    role,
    version: 1,
    detail: { name: "Blue Bottle", slug: "blue-bottle" },
  });
  const authorization = `Bearer ${await signAccessToken(userId, await signingKey())}`;
  return { userId, tenantId, headers: { authorization, "x-tenant-id": tenantId } };
}
