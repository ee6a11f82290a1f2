import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, CONSOLE_POOL } from "./access-token";
import * as Directory from "./directory";
import { createId, type UserId } from "./id";

/** A private signing key. It lives in the stage's secrets, never in the table. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: JWK;
}

const LIFETIME_SECONDS = 10 * 60;

/** Makes a key pair and publishes its public half, so that every function knows it from now on. */
export async function createSigningKey(): Promise<SigningKey> {
  const kid = createId("key");
  const pair = await generateKeyPair(ACCESS_TOKEN_ALGORITHM, { extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  await Directory.findOrAdd({
    kind: "access-token-keys",
    name: CONSOLE_POOL.name,
    member: kid,
    detail: { ...publicKey, kid, alg: ACCESS_TOKEN_ALGORITHM, use: "sig" },
  });
  return { kid, privateKey: await exportJWK(pair.privateKey) };
}

/** An access token for a person: ES256, ten minutes unless said otherwise. */
export async function signAccessToken(
  userId: UserId,
  { kid, privateKey }: SigningKey,
  lifetimeSeconds = LIFETIME_SECONDS,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })
    .setIssuer(CONSOLE_POOL.issuer)
    .setAudience(CONSOLE_POOL.audience)
    .setSubject(userId)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(await importJWK(privateKey, ACCESS_TOKEN_ALGORITHM));
}
