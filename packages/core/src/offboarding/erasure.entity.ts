import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { ErasureId } from "./offboarding.schema";

/** That the tenant is to be erased. It goes with the rest; what is left to prove it is in the directory. */
export const ErasureEntity = new Entity(
  {
    model: { service: "offboarding", entity: "erasure", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      erasureId: { type: CustomAttributeType<ErasureId>("string"), required: true },
      requestedBy: { type: CustomAttributeType<UserId>("string") },
      status: { type: ["requested", "cancelled"] as const, required: true },
      requestedAt: { type: "string", required: true },
      eraseAt: { type: "string", required: true },
    },
    indexes: {
      // The tenant's erasure.
      byTenant: {
        pk: partition("pk", "offboarding.erasure", ["tenantId"]),
        sk: sort("sk", "erasure", []),
      },
    },
  },
  table,
);
