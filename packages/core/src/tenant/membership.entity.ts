import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { Role } from "../platform/permission";
import { table } from "../platform/table";

export const MembershipEntity = new Entity(
  {
    model: { service: "tenant", entity: "membership", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      userId: { type: CustomAttributeType<UserId>("string"), required: true, readOnly: true },
      role: { type: Role.options, required: true },
      /** The person's own, copied so that members see who is who. Absent for who has no account. */
      email: { type: "string" },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // Members of a tenant; one member of a tenant, read by every request.
      byTenant: {
        pk: partition("pk", "tenant.membership", ["tenantId"]),
        sk: sort("sk", "member", ["userId"]),
      },
    },
  },
  table,
);
