import type { EntityItem } from "electrodb";
import { assertPermission, useTenant } from "../platform/actor";
import type { TenantId } from "../platform/id";
import type { Permission } from "../platform/permission";
import { SiteEntity } from "./site.entity";
import { SiteNotFoundError } from "./site.errors";

/** What there is once in a site. */
export type StoredSite = Partial<EntityItem<typeof SiteEntity>>;

/** Who may, and that the tenant in the address is the caller's: another's site is not found. */
export function assertOwn(tenantId: TenantId, permission: Permission): void {
  assertPermission(permission);
  if (tenantId !== useTenant()) throw new SiteNotFoundError();
}

export async function readSite(consistent = true): Promise<StoredSite> {
  const { data } = await SiteEntity.get({ tenantId: useTenant() }).go({ consistent });
  return data ?? {};
}

/** The version of what has never changed. */
export const FIRST_VERSION = 1;
