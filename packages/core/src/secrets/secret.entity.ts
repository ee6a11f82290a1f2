import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { SecretMode } from "./vendor.schema";

export const SecretEntity = new Entity(
  {
    model: { service: "secrets", entity: "secret", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true, readOnly: true },
      /** An envelope: see `platform/envelope`. Read where it is opened, and nowhere else. */
      sealed: { type: "string", required: true },
      /** What its value said of itself when it was set: nobody looks at it again for that. */
      mode: { type: SecretMode.options },
      createdAt: { type: "string", required: true, readOnly: true },
      updatedAt: { type: "string", required: true },
      updatedBy: { type: CustomAttributeType<UserId>("string"), required: true },
    },
    indexes: {
      // The secrets of a tenant, by name.
      byTenant: {
        pk: partition("pk", "secrets.secret", ["tenantId"]),
        sk: sort("sk", "secret", ["name"]),
      },
    },
  },
  table,
);
