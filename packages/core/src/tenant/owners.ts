import { assertActor } from "../platform/actor";
import type { UserId } from "../platform/id";
import { MembershipEntity } from "./membership.entity";

/** The owners of the tenant, to tell them something that concerns them all. */
export async function listOwners(): Promise<UserId[]> {
  const { tenantId } = assertActor("system");
  const { data } = await MembershipEntity.query.byTenant({ tenantId }).go({ pages: "all" });
  return data.filter(({ role }) => role === "owner").map(({ userId }) => userId);
}
