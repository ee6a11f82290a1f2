import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { Writable } from "../platform/commit";
import type { PersonId } from "../platform/id";
import { hashOf } from "../platform/opaque-token";
import { PasskeyRefusedError } from "./auth.errors";
import { PasskeyEntity } from "./passkey.entity";
import type { Assertion } from "./passkey.schema";
import { relyingParty } from "./relying-party";

/** A signature that is good. It is noted by `note`, in the transaction of what it allows. */
export interface ProvedPasskey {
  readonly userId: PersonId;
  readonly credentialHash: string;
  readonly counter: number;
  readonly newCounter: number;
}

/**
 * Whether one of the person's passkeys has signed our challenge, on our page, and verified its person.
 * @throws PasskeyRefusedError, alike for all that may be wrong
 */
export async function verify(
  assertion: Assertion,
  expected: { userId: PersonId; challenge: string },
): Promise<ProvedPasskey> {
  const { userId, challenge } = expected;
  const credentialHash = hashOf(assertion.id);
  const { data: passkey } = await PasskeyEntity.get({ userId, credentialHash }).go({
    consistent: true,
  });
  if (!passkey) throw new PasskeyRefusedError();
  const { credentialId, publicKey, counter } = passkey;
  const { id, origin } = relyingParty();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: assertion as unknown as AuthenticationResponseJSON, // its schema has let it pass
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: { id: credentialId, publicKey: Buffer.from(publicKey, "base64url"), counter },
  }).catch((cause: unknown) => {
    throw new PasskeyRefusedError({ cause });
  });
  if (!verified) throw new PasskeyRefusedError();
  return { userId, credentialHash, counter, newCounter: authenticationInfo.newCounter };
}

/** What `note` writes to. */
export const NOTED = { passkey: PasskeyEntity };

/** Notes the use, unless another came in between: the write named `passkey` is rejected then. */
export function note(entities: Writable<typeof NOTED>, proved: ProvedPasskey) {
  const { userId, credentialHash, counter, newCounter } = proved;
  return entities.passkey
    .patch({ userId, credentialHash })
    .set({ counter: newCounter, lastUsedAt: new Date().toISOString() })
    .where((item, { eq }) => eq(item.counter, counter))
    .commit();
}
