import { CustomAttributeType, Entity } from "electrodb";
import type { AppKeyId, TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

export const AppKeyEntity = new Entity(
  {
    model: { service: "keys", entity: "app-key", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      appKeyId: { type: CustomAttributeType<AppKeyId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true },
      origins: { type: CustomAttributeType<string[]>("any"), required: true },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      createdBy: { type: CustomAttributeType<UserId>("string"), required: true, readOnly: true },
    },
    indexes: {
      // The app keys of a tenant, oldest first; one of them, read by every request that names it.
      byTenant: {
        pk: partition("pk", "keys.app-key", ["tenantId"]),
        sk: sort("sk", "key", ["appKeyId"]),
      },
    },
  },
  table,
);
