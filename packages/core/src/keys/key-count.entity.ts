import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** How many keys of a kind a tenant has, so that the limit holds however many are made at once. */
export const KeyCountEntity = new Entity(
  {
    model: { service: "keys", entity: "count", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      kind: { type: ["api", "app"] as const, required: true, readOnly: true },
      count: { type: "number", required: true, default: 0 },
    },
    indexes: {
      // The count of a kind of keys.
      byKind: {
        pk: partition("pk", "keys.count", ["tenantId"]),
        sk: sort("sk", "count", ["kind"]),
      },
    },
  },
  table,
);
