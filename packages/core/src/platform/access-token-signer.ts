import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, CONSOLE_POOL } from "./access-token";
import * as Directory from "./directory";
import { createId, type SessionId, type UserId } from "./id";

/** A private signing key. It lives in the stage's secrets, never in the table. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: JWK;
}

export const ACCESS_TOKEN_SECONDS = 10 * 60;

/** Makes a key pair and publishes its public half, so that every function knows it from now on. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(ACCESS_TOKEN_ALGORITHM, { extractable: true });
  const key = { kid: createId("key"), privateKey: await exportJWK(privateKey) };
  await publishSigningKey(key);
  return key;
}

/** Publishes the public half of a key where it is missing, as in a table that was made anew. */
export async function publishSigningKey({ kid, privateKey }: SigningKey): Promise<void> {
  // Named one by one: `d`, the private half, must never be among them.
  const { kty = "EC", crv = "P-256", x = "", y = "" } = privateKey;
  await Directory.findOrAdd({
    kind: "access-token-keys",
    name: CONSOLE_POOL.name,
    member: kid,
    detail: { kty, crv, x, y, kid, alg: ACCESS_TOKEN_ALGORITHM, use: "sig" },
  });
}

/** Takes a key's public half back: its tokens are refused, at once or within five minutes. */
export async function withdrawSigningKey({ kid }: SigningKey): Promise<void> {
  await Directory.discard("access-token-keys", CONSOLE_POOL.name, kid);
}

/** An access token for a person, in a session or none: ES256, ten minutes unless said otherwise. */
export async function signAccessToken(
  userId: UserId,
  { kid, privateKey }: SigningKey,
  lifetimeSeconds = ACCESS_TOKEN_SECONDS,
  sessionId?: SessionId,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(sessionId ? { sid: sessionId } : {})
    .setProtectedHeader({ alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })
    .setIssuer(CONSOLE_POOL.issuer)
    .setAudience(CONSOLE_POOL.audience)
    .setSubject(userId)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(await importJWK(privateKey, ACCESS_TOKEN_ALGORITHM));
}
