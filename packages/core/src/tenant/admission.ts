import { useTenant } from "../platform/actor";
import { batchGet } from "../platform/batch-get";
import type { TenantId, UserId } from "../platform/id";
import type { Role } from "../platform/permission";
import { MembershipEntity } from "./membership.entity";
import { DEFAULT_PLAN, TenantEntity } from "./tenant.entity";
import { TenantSuspendedError } from "./tenant.errors";
import type { TenantStatus } from "./tenant.schema";

/** What every request must know of a person in a tenant before it is let in. */
export interface Admission {
  readonly role: Role;
  readonly status: TenantStatus;
  /** Whether the tenant lets nobody in who has not proved a second factor. */
  readonly requireMfa: boolean;
  /** Decides the limits. */
  readonly plan: string;
}

/**
 * The person's admission to the actor's tenant, or undefined for somebody who is no member. Strongly
 * consistent, so what was changed counts from the next request. One call, two read units.
 */
export async function admit(userId: UserId): Promise<Admission | undefined> {
  const tenantId = useTenant();
  const [membership, tenant] = await batchGet([
    MembershipEntity.get({ tenantId, userId }),
    TenantEntity.get({ tenantId }),
  ]);
  const member = membership && MembershipEntity.parse({ Item: membership }).data;
  const of = tenant && TenantEntity.parse({ Item: tenant }).data;
  // A membership whose tenant is gone opens nothing.
  if (!member || !of) return undefined;
  return {
    role: member.role,
    status: of.status,
    requireMfa: of.security?.requireMfa ?? false,
    plan: of.plan ?? DEFAULT_PLAN,
  };
}

/**
 * A suspended tenant's owners may still read, and do what says of itself that it is for them then.
 * @throws TenantSuspendedError
 */
export function assertOpen(
  { role, status }: Admission,
  asked: { readonly isRead: boolean; readonly whileSuspended: boolean },
): void {
  if (status !== "suspended") return;
  if (role === "owner" && (asked.isRead || asked.whileSuspended)) return;
  throw new TenantSuspendedError();
}

/** What a request that is no person's must know of the tenant it is for. */
export interface Standing {
  readonly plan: string;
  /** @throws TenantSuspendedError */
  assertOpen(): void;
}

/** The read of a tenant's standing, to be made in one call with what else a request needs. */
export const standingOf = (tenantId: TenantId) => TenantEntity.get({ tenantId });

/** What was read; undefined where the tenant is gone. */
export function standingFrom(
  item: Readonly<Record<string, unknown>> | undefined,
): Standing | undefined {
  const tenant = item && TenantEntity.parse({ Item: item }).data;
  if (!tenant) return undefined;
  return {
    plan: tenant.plan ?? DEFAULT_PLAN,
    assertOpen() {
      // Owners may still read: neither a program nor a visitor is one.
      if (tenant.status === "suspended") throw new TenantSuspendedError();
    },
  };
}
