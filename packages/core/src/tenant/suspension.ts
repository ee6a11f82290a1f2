import { assertPermission, useActor } from "../platform/actor";
import { commit } from "../platform/commit";
import type { TenantId } from "../platform/id";
import * as Tenants from "./tenant";
import { type StoredSuspension, TenantEntity } from "./tenant.entity";
import { SuspendedByOperatorError } from "./tenant.errors";
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
  const suspension: StoredSuspension = { by, ...why, at: new Date().toISOString(), from };
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
  const { suspension, ...rest } = before;
  const { by: suspendedBy, from } = suspension as StoredSuspension;
  const by = whoAsks();
  if (suspendedBy === "operator" && by === "owner") throw new SuspendedByOperatorError();
  const version = before.version + 1;
  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ status: from, version })
        .remove(["suspension"])
        .where((item, { eq }) => eq(item.version, before.version))
        .commit(),
    }),
    audit: {
      ...(by === "operator" ? { action: "tenant.tenant.restored" } : {}),
      target: tenantId,
      before: standing(before),
      after: standing({ status: from }),
    },
    events: [TenantRestored.create(tenantId, { by })],
    result: { ...rest, status: from, version },
  });
}

/** What the log tells of: the operator has no operation there, so what they do has a name of its own. */
const standing = ({ status, suspension }: Pick<Tenant, "status" | "suspension">) => {
  const { by, reason } = suspension ?? {};
  return { status, by, reason };
};

const whoAsks = () => (useActor().type === "system" ? "operator" : "owner");
