import * as Directory from "../platform/directory";
import type { TenantId, UserId } from "../platform/id";
import type { Role } from "../platform/permission";
import { asSystem, newUser } from "../testing/actors";
import { MembershipEntity } from "./membership.entity";
import { TenantEntity } from "./tenant.entity";

/** Another member of a tenant, as if they had accepted an invitation. */
export async function joined(tenantId: TenantId, role: Role, userId = newUser()): Promise<UserId> {
  await asSystem(tenantId, async () => {
    const createdAt = new Date().toISOString();
    await MembershipEntity.create({ tenantId, userId, role, createdAt }).go();
    if (role === "owner") await TenantEntity.patch({ tenantId }).add({ owners: 1 }).go();
  });
  await Directory.findOrAdd({
    kind: "user-tenants",
    name: userId,
    member: tenantId,
    role,
    version: 1,
    detail: { name: "Blue Bottle", slug: "blue-bottle" },
  });
  return userId;
}
