import { type RegistrationResponseJSON, verifyRegistrationResponse } from "@simplewebauthn/server";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { createId, type PasskeyId } from "../platform/id";
import { hashOf } from "../platform/opaque-token";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError, PasskeyRefusedError, TooManyPasskeysError } from "./auth.errors";
import * as Factors from "./factors";
import * as Mailing from "./mailing";
import { PasskeyEntity } from "./passkey.entity";
import type { NewCredential } from "./passkey.schema";
import * as PasskeyChallenge from "./passkey-challenge";
import { MAX_PASSKEYS } from "./passkey-options";
import { usePerson } from "./people";
import * as RecoveryCodes from "./recovery-codes";
import { RecoveryCodesEntity } from "./recovery-codes.entity";
import { relyingParty } from "./relying-party";
import { proof } from "./session";
import { SessionEntity } from "./session.entity";

/**
 * Takes a passkey that the person's authenticator has made.
 * @returns its ID, and the recovery codes where it is the person's first second factor
 * @throws PasskeyRefusedError, TooManyPasskeysError
 */
export async function register(input: {
  name: string;
  credential: NewCredential;
}): Promise<{ passkeyId: PasskeyId; recoveryCodes?: string[] }> {
  const { userId, sessionId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const { credential, transports } = await verify(input.credential);
  const passkeyId = createId("pky");
  const credentialHash = hashOf(credential.id);
  const codes = Factors.has(account) ? undefined : RecoveryCodes.draft(userId);
  await commit({
    entities: {
      passkey: PasskeyEntity,
      account: AccountEntity,
      codes: RecoveryCodesEntity,
      session: SessionEntity,
    },
    writes: (entities) => ({
      passkey: entities.passkey
        .create({
          userId,
          passkeyId,
          credentialHash,
          credentialId: credential.id,
          publicKey: Buffer.from(credential.publicKey).toString("base64url"),
          counter: credential.counter,
          transports,
          name: input.name,
          createdAt: new Date().toISOString(),
        })
        .commit(),
      account: entities.account
        .patch({ userId })
        .add({ passkeys: 1 })
        .where(
          (item, { lt, notExists }) =>
            `${notExists(item.passkeys)} OR ${lt(item.passkeys, MAX_PASSKEYS)}`,
        )
        .commit(),
      ...(codes ? { codes: entities.codes.put(codes.item).commit() } : {}),
      ...(sessionId
        ? {
            session: entities.session
              .patch({ userId, sessionId })
              .set(proof({ secondFactor: true }))
              .commit(),
          }
        : {}),
    }),
    rejected: { account: () => new TooManyPasskeysError() },
    directory: [
      // One credential is one person's: what signs in as two proves neither.
      Directory.claimForPerson("passkeys", credentialHash, userId, () => new PasskeyRefusedError()),
    ],
    events: [Mailing.requested(account, "passkey-added")],
  });
  return { passkeyId, ...(codes ? { recoveryCodes: codes.codes } : {}) };
}

/** Whether the answer is to our challenge, from our page, with the person verified by their authenticator. */
async function verify(answer: NewCredential) {
  const { userId } = usePerson();
  const { clientDataJSON, transports = [] } = answer.response;
  const expectedChallenge = await PasskeyChallenge.spend(clientDataJSON, {
    purpose: "register",
    userId,
  });
  const { id, origin } = relyingParty();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: answer as unknown as RegistrationResponseJSON, // its schema has let it pass
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new PasskeyRefusedError({ cause });
  });
  if (!verified) throw new PasskeyRefusedError();
  return { credential: registrationInfo.credential, transports };
}
