import { assertPermission, useActor } from "../platform/actor";
import { commit, type WritesTo } from "../platform/commit";
import type { DomainEvent } from "../platform/event";
import type { TenantId } from "../platform/id";
import * as Tenants from "./tenant";
import { type StoredSuspension, TenantEntity } from "./tenant.entity";
import { SuspendedByOperatorError, SuspendedForErasureError } from "./tenant.errors";
import { TenantRestored, TenantSuspended } from "./tenant.events";
import type { Tenant } from "./tenant.schema";

/**
 * Suspends the tenant, from the next request on: its owners may read, nobody else anything. Of one that is
 * suspended only the operator makes more: an owner's suspension becomes the operator's.
 */
export async function suspend(tenantId: TenantId, reason?: string): Promise<Tenant> {
  assertPermission("tenant.govern");
  const before = await Tenants.get(tenantId, true);
  const by = whoAsks();
  const earlier = before.suspension as StoredSuspension | undefined;
  if (before.status === "suspended" && (by === "owner" || earlier?.by === "operator"))
    return before;
  const from = before.status === "suspended" ? (earlier?.from ?? "active") : before.status;
  const why = reason === undefined ? {} : { reason };
  const below = earlier?.by === "erasure" ? { earlier } : {};
  const at = new Date().toISOString();
  const suspension: StoredSuspension = { by, ...why, at, from, ...below };
  const version = before.version + 1;
  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ status: "suspended", suspension, version })
        .where((item, { eq }) => eq(item.version, before.version))
        .commit(),
    }),
    audit: {
      ...(by === "operator" ? { action: "tenant.tenant.suspended" } : {}),
      target: tenantId,
      before: standing(before),
      after: standing({ status: "suspended", suspension }),
    },
    events: [TenantSuspended.create(tenantId, { by, ...why })],
    result: { ...before, status: "suspended", suspension, version },
  });
}

/**
 * Takes the suspension back: the tenant is what it was, an onboarding that was cut off goes on.
 * @throws SuspendedByOperatorError where an owner asks and the operator has suspended it
 */
export async function restore(tenantId: TenantId): Promise<Tenant> {
  assertPermission("tenant.govern");
  const before = await Tenants.get(tenantId, true);
  if (before.status !== "suspended") return before;
  const { by: suspendedBy } = before.suspension as StoredSuspension;
  const by = whoAsks();
  if (suspendedBy === "operator" && by === "owner") throw new SuspendedByOperatorError();
  if (suspendedBy === "erasure") throw new SuspendedForErasureError();
  const after = withoutLast(before);
  return commit({
    entities: STANDING,
    writes: ({ tenant }) => ({ tenant: change(tenant, before, after) }),
    audit: {
      ...(by === "operator" ? { action: "tenant.tenant.restored" } : {}),
      target: tenantId,
      before: standing(before),
      after: standing(after),
    },
    events: [TenantRestored.create(tenantId, { by })],
    result: after,
  });
}

/** What a change of the tenant's standing writes to, for a transaction of another capability. */
export const STANDING = { tenant: TenantEntity };

interface Change {
  readonly after: Tenant;
  readonly events: readonly DomainEvent[];
}

/** The tenant as it is until it is erased: its owners may read, export and cancel that, nobody else anything. */
export function closed(before: Tenant): Change {
  const { tenantId, suspension } = before;
  const earlier = suspension as StoredSuspension | undefined;
  const from = before.status === "suspended" ? (earlier?.from ?? "active") : before.status;
  const at = new Date().toISOString();
  const now: StoredSuspension = { by: "erasure", at, from, ...(earlier ? { earlier } : {}) };
  const after: Tenant = { ...before, status: "suspended", suspension: now };
  return { after, events: [TenantSuspended.create(tenantId, { by: "erasure" })] };
}

/** The tenant as it was before it was to be erased; what else has suspended it stays. */
export function reopened(before: Tenant): Change | undefined {
  const { tenantId } = before;
  const suspension = before.suspension as StoredSuspension | undefined;
  const events = [TenantRestored.create(tenantId, { by: "erasure" })];
  if (suspension?.by === "erasure") return { after: withoutLast(before), events };
  if (suspension?.earlier?.by !== "erasure") return undefined;
  const { earlier: _erasure, ...operators } = suspension;
  return { after: { ...before, suspension: operators }, events: [] };
}

function withoutLast({ suspension, ...rest }: Tenant): Tenant {
  const { from, earlier } = suspension as StoredSuspension;
  const version = rest.version + 1;
  if (earlier) return { ...rest, status: "suspended", suspension: earlier, version };
  return { ...rest, status: from, version };
}

/** Stores a tenant's standing, if nothing else of it has changed since. */
export function change(entity: WritesTo<typeof TenantEntity>, before: Tenant, after: Tenant) {
  const { status, suspension } = after;
  const version = before.version + 1;
  const patch = entity.patch({ tenantId: before.tenantId });
  const written = suspension
    ? patch.set({ status, version, suspension: suspension as StoredSuspension })
    : patch.set({ status, version }).remove(["suspension"]);
  return written.where((item, { eq }) => eq(item.version, before.version)).commit();
}

/** What the log tells of: the operator has no operation there, so what they do has a name of its own. */
const standing = ({ status, suspension }: Pick<Tenant, "status" | "suspension">) => {
  const { by, reason } = suspension ?? {};
  return { status, by, reason };
};

const whoAsks = () => (useActor().type === "system" ? "operator" : "owner");
