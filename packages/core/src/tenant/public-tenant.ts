import { assertActor } from "../platform/actor";
import { TenantEntity } from "./tenant.entity";
import { TenantNotFoundError } from "./tenant.errors";
import { type PublicTenant, TenantSettings } from "./tenant.schema";

/** What anybody may know of a tenant: what its own pages show. */
export async function readPublic(): Promise<PublicTenant> {
  const { tenantId } = assertActor("public");
  const { data } = await TenantEntity.get({ tenantId }).go();
  if (!data) throw new TenantNotFoundError(tenantId);
  const { name, settings = TenantSettings.parse({}) } = data;
  return { name, ...settings };
}
