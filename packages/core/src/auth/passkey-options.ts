import * as Account from "./account";
import { AccountNotFoundError, TooManyPasskeysError } from "./auth.errors";
import * as Passkey from "./passkey";
import type { CreationOptions, RequestOptions } from "./passkey.schema";
import * as PasskeyChallenge from "./passkey-challenge";
import { usePerson } from "./people";
import { relyingParty } from "./relying-party";

export const MAX_PASSKEYS = 20;

// EdDSA, ES256 and RS256. Source: IANA's registry of COSE algorithms
const ALGORITHMS = [-8, -7, -257];

/** What a browser needs to make a passkey. It must verify its person, and be found without a name. */
export async function toRegister(): Promise<CreationOptions> {
  const { userId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const known = await Passkey.all(userId);
  if (known.length >= MAX_PASSKEYS) throw new TooManyPasskeysError();
  const { id, name } = relyingParty();
  return {
    challenge: await PasskeyChallenge.make({ purpose: "register", userId }),
    rp: { id, name },
    user: {
      id: Buffer.from(userId).toString("base64url"),
      name: account.email,
      displayName: account.email,
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: PasskeyChallenge.CHALLENGE_MS,
    excludeCredentials: known.map(named),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
  };
}

/** What a browser needs to sign somebody in, whoever it is. */
export async function toSignIn(): Promise<RequestOptions> {
  return request(await PasskeyChallenge.make({ purpose: "sign-in" }), []);
}

/** What a browser needs to prove by one of the person's passkeys that it is them. */
export async function toStepUp(): Promise<RequestOptions> {
  const { userId } = usePerson();
  const known = await Passkey.all(userId);
  return request(await PasskeyChallenge.make({ purpose: "step-up", userId }), known);
}

const request = (challenge: string, allowed: readonly Passkey.StoredPasskey[]): RequestOptions => ({
  challenge,
  rpId: relyingParty().id,
  timeout: PasskeyChallenge.CHALLENGE_MS,
  allowCredentials: allowed.map(named),
  userVerification: "required",
});

const named = ({ credentialId, transports }: Passkey.StoredPasskey) => ({
  type: "public-key" as const,
  id: credentialId,
  transports: [...transports],
});
