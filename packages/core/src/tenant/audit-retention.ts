import { assertActor } from "../platform/actor";
import { TenantEntity } from "./tenant.entity";
import { SecuritySettings } from "./tenant.schema";

/** For how many days the actor's tenant wants its audit log to be kept. */
export async function auditRetentionDays(): Promise<number> {
  const { tenantId } = assertActor("system");
  const { data } = await TenantEntity.get({ tenantId }).go();
  return SecuritySettings.parse(data?.security ?? {}).auditRetentionDays;
}
