import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { ActivityId } from "./tenant.schema";

export const ActivityEntity = new Entity(
  {
    model: { service: "tenant", entity: "activity", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      activityId: {
        type: CustomAttributeType<ActivityId>("string"),
        required: true,
        readOnly: true,
      },
      type: { type: "string", required: true },
      text: { type: "string", required: true },
      facts: { type: CustomAttributeType<Readonly<Record<string, string>>>("any") },
      occurredAt: { type: "string", required: true },
    },
    indexes: {
      // What happened in a tenant, in the order it was written down.
      byTenant: {
        pk: partition("pk", "tenant.activity", ["tenantId"]),
        sk: sort("sk", "activity", ["activityId"]),
      },
    },
  },
  table,
);
