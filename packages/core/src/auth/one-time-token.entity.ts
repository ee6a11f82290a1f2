import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";
import { TokenPurpose } from "./auth.schema";
import type { EmailChangeId } from "./email-change.schema";

export const OneTimeTokenEntity = new Entity(
  {
    model: { service: "auth", entity: "one-time-token", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      purpose: { type: TokenPurpose.options, required: true, readOnly: true },
      /** SHA-256 of the token, in hex: keys are lower-cased. */
      hash: { type: "string", required: true, readOnly: true },
      /** The address it was mailed to. */
      email: { type: "string", required: true, readOnly: true },
      /** The change of address that it confirms. */
      changeId: { type: CustomAttributeType<EmailChangeId>("string"), readOnly: true },
      epoch: { type: "number", required: true, readOnly: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // One token; using it removes it.
      byHash: {
        pk: personPartition("pk", "auth.one-time-token", ["userId"]),
        sk: sort("sk", "token", ["purpose", "hash"]),
      },
    },
  },
  table,
);
