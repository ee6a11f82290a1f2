import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { EmailChangeId } from "./email-change.schema";

export const AccountEntity = new Entity(
  {
    model: { service: "auth", entity: "account", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      email: { type: "string", required: true },
      /** A PHC string. Absent for who signs in by mail only. */
      passwordHash: { type: "string" },
      /** Counts what makes earlier sessions and tokens worthless: a new password. */
      epoch: { type: "number", required: true },
      /** Since when codes of an authenticator app are asked for. */
      totpSince: { type: "string" },
      /** How many passkeys there are. */
      passkeys: { type: "number" },
      verifiedAt: { type: "string" },
      /** The language of the mails to them. Absent: English, or their tenant's. */
      locale: { type: "string" },
      /** The change of the address that is under way. */
      emailChangeId: { type: CustomAttributeType<EmailChangeId>("string") },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The account itself.
      byId: {
        pk: personPartition("pk", "auth.account", ["userId"]),
        sk: sort("sk", "account", []),
      },
    },
  },
  table,
);
