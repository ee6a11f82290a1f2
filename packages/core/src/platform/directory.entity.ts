import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "./id";
import { Role } from "./permission";
import { table } from "./table";

/** What must be unique or found across tenants. The only keys that do not start with a tenant. */
export const DirectoryEntity = new Entity(
  {
    model: { service: "platform", entity: "directory", version: "1" },
    attributes: {
      kind: { type: "string", required: true, readOnly: true },
      name: { type: "string", required: true, readOnly: true },
      member: { type: "string", required: true, readOnly: true },
      tenantId: { type: CustomAttributeType<TenantId>("string") },
      role: { type: Role.options },
      version: { type: "number" },
      detail: { type: CustomAttributeType<unknown>("any") },
      /** For what ends by itself, in epoch seconds. */
      expiresAt: { type: "number" },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The members of a name: one for what is unique, many for what is listed.
      byName: {
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: ElectroDB fills in the attributes
        pk: { field: "pk", composite: ["kind", "name"], template: "directory#${kind}#${name}" },
        sk: { field: "sk", composite: ["member"], template: "${member}" },
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: ElectroDB fills in the attributes
      },
    },
  },
  table,
);
