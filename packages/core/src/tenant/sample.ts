import { assertPermission } from "../platform/actor";
import { commit, type WritesTo } from "../platform/commit";
import { StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import * as Tenants from "./tenant";
import { TenantEntity } from "./tenant.entity";
import { SampleRemoved } from "./tenant.events";
import type { Tenant } from "./tenant.schema";

// Examples to begin with, so that nothing is empty. Each capability makes its own when a tenant asks for them, marks
// them as examples, and removes those that nobody has changed when the tenant has seen enough.

/** Has all examples removed. Repeated, it changes nothing; what people have made or changed stays. */
export async function remove(tenantId: TenantId): Promise<Tenant> {
  assertPermission("tenant.write");
  const before = await Tenants.find(tenantId);
  if (before.sample !== "wanted") return before;
  const version = before.version + 1;
  const after: Tenant = { ...before, sample: "removed", version };
  return commit({
    entities: { tenant: TenantEntity },
    writes: ({ tenant }) => ({
      tenant: tenant
        .patch({ tenantId })
        .set({ sample: "removed", version })
        .where((item, { eq }) => eq(item.version, before.version))
        .commit(),
    }),
    rejected: { tenant: () => new StaleError() },
    audit: { target: tenantId, before: { sample: "wanted" }, after: { sample: "removed" } },
    events: [SampleRemoved.create(tenantId, { tenantId })],
    result: after,
  });
}

/** What `stillWanted` looks at, for a transaction of another capability. */
export const SAMPLED = { tenant: TenantEntity };

/**
 * That examples are still wanted as they are stored: whoever has removed them would otherwise get those that
 * come late. Refused, the transaction is to be given up.
 */
export const stillWanted = (entity: WritesTo<typeof TenantEntity>, tenantId: TenantId) =>
  entity
    .check({ tenantId })
    .where((item, { eq }) => eq(item.sample, "wanted"))
    .commit();
