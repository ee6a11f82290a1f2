import { CustomAttributeType, Entity } from "electrodb";
import type { ApiKeyId, TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

export const ApiKeyEntity = new Entity(
  {
    model: { service: "keys", entity: "api-key", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      keyId: { type: CustomAttributeType<ApiKeyId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true },
      /** SHA-256 of the whole key, in hex. */
      hash: { type: "string", required: true, readOnly: true },
      scopes: { type: CustomAttributeType<string[]>("any"), required: true, readOnly: true },
      /** Until when it is good, ISO 8601. Absent: for ever. Not `expiresAt`, at which the table forgets an item. */
      validUntil: { type: "string" },
      /** The key that it was rolled into. */
      replacedBy: { type: CustomAttributeType<ApiKeyId>("string") },
      lastUsedAt: { type: "string" },
      createdAt: { type: "string", required: true, readOnly: true },
      createdBy: { type: CustomAttributeType<UserId>("string"), required: true, readOnly: true },
    },
    indexes: {
      // The API keys of a tenant, oldest first; one of them, read by every request that it makes.
      byTenant: {
        pk: partition("pk", "keys.api-key", ["tenantId"]),
        sk: sort("sk", "key", ["keyId"]),
      },
    },
  },
  table,
);
