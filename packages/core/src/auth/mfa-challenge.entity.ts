import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";

/** Somebody who has proved a first factor, and is to prove a second one. */
export const MfaChallengeEntity = new Entity(
  {
    model: { service: "auth", entity: "mfa-challenge", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      /** SHA-256 of the token, in hex. */
      hash: { type: "string", required: true, readOnly: true },
      /** The account's, when the first factor was proved. */
      epoch: { type: "number", required: true, readOnly: true },
      tries: { type: "number", required: true, default: 0 },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // One challenge; answering it removes it.
      byHash: {
        pk: personPartition("pk", "auth.mfa-challenge", ["userId"]),
        sk: sort("sk", "challenge", ["hash"]),
      },
    },
  },
  table,
);
