import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { type TenantSettings, TenantStatus } from "./tenant.schema";

export const TenantEntity = new Entity(
  {
    model: { service: "tenant", entity: "tenant", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true },
      slug: { type: "string", required: true },
      status: { type: TenantStatus.options, required: true },
      failure: { type: "string" },
      settings: { type: CustomAttributeType<TenantSettings>("any") },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The tenant itself.
      byId: {
        pk: partition("pk", "tenant.tenant", ["tenantId"]),
        sk: sort("sk", "tenant", []),
      },
    },
  },
  table,
);
