import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { Role } from "../platform/permission";
import { table } from "../platform/table";
import type { InvitationId } from "./tenant.schema";

/** Whom a tenant has invited and who has not accepted. It ends by itself. */
export const InvitationEntity = new Entity(
  {
    model: { service: "tenant", entity: "invitation", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      /** Made from the address: inviting it again replaces what is there. */
      invitationId: {
        type: CustomAttributeType<InvitationId>("string"),
        required: true,
        readOnly: true,
      },
      email: { type: "string", required: true },
      role: { type: Role.options, required: true },
      invitedBy: { type: CustomAttributeType<UserId>("string"), required: true },
      /** SHA-256 of the tokens that were mailed: one, unless the mail had to be sent again. */
      hashes: { type: "list", items: { type: "string" }, required: true },
      /** When it was made, or made anew: a mail asked for earlier is for one that is gone. */
      createdAt: { type: "string", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // Who is invited to a tenant; one of them.
      byTenant: {
        pk: partition("pk", "tenant.invitation", ["tenantId"]),
        sk: sort("sk", "invitation", ["invitationId"]),
      },
    },
  },
  table,
);
