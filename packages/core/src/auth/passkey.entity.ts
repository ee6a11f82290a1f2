import { CustomAttributeType, Entity } from "electrodb";
import type { PasskeyId, PersonId } from "../platform/id";
import { personPartition, sort } from "../platform/key";
import { table } from "../platform/table";

export const PasskeyEntity = new Entity(
  {
    model: { service: "auth", entity: "passkey", version: "1" },
    attributes: {
      userId: { type: CustomAttributeType<PersonId>("string"), required: true, readOnly: true },
      passkeyId: { type: CustomAttributeType<PasskeyId>("string"), required: true, readOnly: true },
      /** SHA-256 of the credential's ID, in hex: keys are lower-cased. */
      credentialHash: { type: "string", required: true, readOnly: true },
      credentialId: { type: "string", required: true, readOnly: true },
      /** In COSE form, as base64url. */
      publicKey: { type: "string", required: true, readOnly: true },
      /** How often the authenticator has signed, as far as we know; 0 where it does not count. */
      counter: { type: "number", required: true },
      transports: { type: "list", items: { type: "string" }, required: true, readOnly: true },
      name: { type: "string", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      lastUsedAt: { type: "string" },
    },
    indexes: {
      // A person's passkeys; the one of a credential.
      byPerson: {
        pk: personPartition("pk", "auth.passkey", ["userId"]),
        sk: sort("sk", "passkey", ["credentialHash"]),
      },
    },
  },
  table,
);
