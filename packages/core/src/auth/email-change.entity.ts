import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId, SessionId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { EmailChangeId } from "./email-change.schema";

export const EmailChangeEntity = new Entity(
  {
    model: { service: "auth", entity: "email-change", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      changeId: {
        type: CustomAttributeType<EmailChangeId>("string"),
        required: true,
        readOnly: true,
      },
      oldEmail: { type: "string", required: true, readOnly: true },
      newEmail: { type: "string", required: true, readOnly: true },
      /** The account's: a new password in between ends the change. */
      epoch: { type: "number", required: true, readOnly: true },
      /** In which it was asked for: the one session that goes on afterwards. */
      sessionId: { type: CustomAttributeType<SessionId>("string"), readOnly: true },
      requestedAt: { type: "string", required: true, readOnly: true },
      /** When it is confirmed no more, in epoch seconds. */
      endsAt: { type: "number", required: true, readOnly: true },
      oldConfirmedAt: { type: "string" },
      newConfirmedAt: { type: "string" },
      /** When the address was changed. The old one is kept a little longer: it is told so by mail. */
      completedAt: { type: "string" },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // One change; which of them is under way says the account.
      byPerson: {
        pk: personPartition("pk", "auth.email-change", ["userId"]),
        sk: sort("sk", "change", ["changeId"]),
      },
    },
  },
  table,
);
