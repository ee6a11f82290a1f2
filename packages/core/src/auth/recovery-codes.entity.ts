import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";

export const RecoveryCodesEntity = new Entity(
  {
    model: { service: "auth", entity: "recovery-codes", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      /** SHA-256 of each code that is left, with its person, in hex. Using one takes it out. */
      hashes: { type: "set", items: "string" },
      createdAt: { type: "string", required: true },
    },
    indexes: {
      // The person's codes that are left.
      byPerson: {
        pk: personPartition("pk", "auth.recovery-codes", ["userId"]),
        sk: sort("sk", "recovery-codes", []),
      },
    },
  },
  table,
);
