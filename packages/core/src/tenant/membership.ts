import { useTenant } from "../platform/actor";
import type { UserId } from "../platform/id";
import type { Role } from "../platform/permission";
import { MembershipEntity } from "./membership.entity";

/** The role of a person in the actor's tenant, or undefined for somebody who is no member. */
export async function findRole(userId: UserId): Promise<Role | undefined> {
  // Consistent: a removal or a lower role counts from the next request.
  const { data } = await MembershipEntity.get({ tenantId: useTenant(), userId }).go({
    consistent: true,
  });
  return data?.role;
}
