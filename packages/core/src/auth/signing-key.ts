import {
  createSigningKey,
  publishSigningKey,
  SIGNING_KEY_KEPT_MS,
  SigningKey,
  signAccessToken,
  signCustomerToken,
  withdrawSigningKey,
} from "../platform/access-token-signer";
import { env } from "../platform/env";
import { isCustomerKey, type PersonId, type SessionId } from "../platform/id";
import { accessTokenKeyId } from "../platform/operator.schema";
import { findOrMake } from "../platform/stage-secret";
import { customerSigningKey } from "./customer-signing-key";

// A new key is signed with after so long everywhere. The old one's public half stays: nobody is signed out.
let kept: { readonly key: SigningKey; readonly readAt: number } | undefined;

/** An access token of the person's own pool, for one of their sessions. */
export async function signFor(person: PersonId, sessionId: SessionId): Promise<string> {
  if (isCustomerKey(person)) {
    return signCustomerToken(person, await customerSigningKey(person), sessionId);
  }
  return signAccessToken(person, await signingKey(), undefined, sessionId);
}

/** The stage's private signing key for the console's people, from its secrets. */
export async function signingKey(): Promise<SigningKey> {
  if (kept && Date.now() - kept.readAt < SIGNING_KEY_KEPT_MS) return kept.key;
  const key = await findOrMake<SigningKey>({
    id: accessTokenKeyId(env("STAGE")),
    description: "Signs the access tokens of the console's people.",
    schema: SigningKey,
    make: createSigningKey,
    discard: withdrawSigningKey,
  });
  // A stage that was removed and deployed anew has its secret still, but an empty table.
  await publishSigningKey(key);
  kept = { key, readAt: Date.now() };
  return key;
}
