import { CustomAttributeType, Entity } from "electrodb";
import type { PersonId, SessionId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";

export const SessionEntity = new Entity(
  {
    model: { service: "auth", entity: "session", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      sessionId: { type: CustomAttributeType<SessionId>("string"), required: true, readOnly: true },
      /** The account's, when the session began. */
      epoch: { type: "number", required: true },
      /** SHA-256 of what all refresh tokens of the session share: it proves that one was ours. */
      familyHash: { type: "string", required: true, readOnly: true },
      /** SHA-256 of the one refresh token that is good. */
      refreshHash: { type: "string", required: true },
      /** When its person last proved who they are, in epoch seconds. */
      provedAt: { type: "number" },
      /** When they proved a second factor in it. */
      secondFactorAt: { type: "number" },
      device: { type: "string", required: true },
      address: { type: "string", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      lastUsedAt: { type: "string", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // A person's sessions; one of them, read by every request in it.
      byPerson: {
        pk: personPartition("pk", "auth.session", ["userId"]),
        sk: sort("sk", "session", ["sessionId"]),
      },
    },
  },
  table,
);
