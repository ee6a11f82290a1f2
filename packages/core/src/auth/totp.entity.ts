import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";

export const TotpEntity = new Entity(
  {
    model: { service: "auth", entity: "totp", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      /** What the authenticator app shares with us, in an envelope. */
      sealedSecret: { type: "string", required: true },
      /** Absent until a code has shown that the app has it. */
      confirmedAt: { type: "string" },
      /** The time step of the latest code that was used: neither it nor an earlier one is good again. */
      lastStep: { type: "number" },
      createdAt: { type: "string", required: true },
      /** Of one that nobody confirms. */
      expiresAt: { type: "number" },
    },
    indexes: {
      // The person's authenticator app: one at most.
      byPerson: {
        pk: personPartition("pk", "auth.totp", ["userId"]),
        sk: sort("sk", "totp", []),
      },
    },
  },
  table,
);
