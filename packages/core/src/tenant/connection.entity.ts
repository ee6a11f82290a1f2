import { CustomAttributeType, Entity } from "electrodb";
import type { SessionId, TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** An open WebSocket of a member. It expires by itself, should its end never be told. */
export const ConnectionEntity = new Entity(
  {
    model: { service: "tenant", entity: "connection", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      connectionId: { type: "string", required: true, readOnly: true },
      userId: { type: CustomAttributeType<UserId>("string"), required: true, readOnly: true },
      /** The session that it was opened in; an operator's token has none. */
      sessionId: { type: CustomAttributeType<SessionId>("string"), readOnly: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // Who is connected in a tenant.
      byTenant: {
        pk: partition("pk", "tenant.connection", ["tenantId"]),
        // Connection IDs are case-sensitive, so ElectroDB must not lower-case them.
        sk: { ...sort("sk", "connection", ["connectionId"]), casing: "none" },
      },
    },
  },
  table,
);
