import * as z from "zod";
import { ACCESS_TOKEN_TYPE } from "./access-token";
import * as Directory from "./directory";
import { type CustomerKey, createId, customerOf, type SessionId, type UserId } from "./id";
import { ALGORITHM, newEcKey, signJwt } from "./jwt";
import { CONSOLE_POOL, type Pool, tenantPool } from "./pool";

/** A private signing key. It lives in the stage's secrets, or is derived from one; never in the table. */
export const SigningKey = z.object({
  kid: z.string(),
  privateKey: z.object({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
});
export type SigningKey = z.infer<typeof SigningKey>;

export const ACCESS_TOKEN_SECONDS = 10 * 60;
/** The longest that any token is good: an operator's. */
const LONGEST_TOKEN_SECONDS = 12 * 60 * 60;
/** How long functions go on signing with a key that they have read. */
export const SIGNING_KEY_KEPT_MS = 5 * 60_000;

/** Makes a key pair of the console's and publishes its public half, so that every function knows it from now on. */
export async function createSigningKey(): Promise<SigningKey> {
  const key = { kid: createId("key"), privateKey: newEcKey() };
  await publishSigningKey(key);
  return key;
}

/** Publishes the public half of a key where it is missing, as in a table that was made anew. */
export async function publishSigningKey(key: SigningKey, pool: Pool = CONSOLE_POOL): Promise<void> {
  await Directory.findOrAdd(entryOf(key, pool));
}

/** The public half. Named one by one: `d`, the private half, must never be among them. */
function entryOf({ kid, privateKey }: SigningKey, pool: Pool) {
  const { kty, crv, x, y } = privateKey;
  return {
    kind: "access-token-keys",
    name: pool.name,
    member: kid,
    ...(pool.tenantId ? { tenantId: pool.tenantId } : {}),
    detail: { kty, crv, x, y, kid, alg: ALGORITHM, use: "sig" },
  } as const;
}

/** Takes a key's public half back: its tokens are refused, at once or within five minutes. */
export async function withdrawSigningKey(
  { kid }: Pick<SigningKey, "kid">,
  pool: Pool = CONSOLE_POOL,
): Promise<void> {
  await Directory.discard("access-token-keys", pool.name, kid);
}

/**
 * Lets every other public key of the pool end once no token that it signed can be good: signing goes on with
 * `kid`. Nobody is signed out.
 */
export async function retireOtherKeys(kid: string, pool: Pool = CONSOLE_POOL): Promise<number> {
  const { items } = await Directory.list("access-token-keys", pool.name);
  const old = items.filter((one) => one.member !== kid && one.expiresAt === undefined);
  const seconds = Math.ceil(Date.now() / 1000 + SIGNING_KEY_KEPT_MS / 1000);
  const expiresAt = seconds + LONGEST_TOKEN_SECONDS;
  for (const { kind, name, member } of old)
    await Directory.expire({ kind, name, member }, expiresAt);
  return old.length;
}

/** An access token for a person of the console, in a session or none: ES256, ten minutes unless said otherwise. */
export async function signAccessToken(
  userId: UserId,
  key: SigningKey,
  lifetimeSeconds = ACCESS_TOKEN_SECONDS,
  sessionId?: SessionId,
): Promise<string> {
  const claims = sessionId ? { sid: sessionId } : {};
  return sign(CONSOLE_POOL, key, { subject: userId, lifetimeSeconds, claims });
}

/** An access token for a tenant's customer, which is good in that tenant's pool alone. */
export async function signCustomerToken(
  person: CustomerKey,
  key: SigningKey,
  sessionId: SessionId,
  lifetimeSeconds = ACCESS_TOKEN_SECONDS,
): Promise<string> {
  const { tenantId, customerId: subject } = customerOf(person);
  return sign(tenantPool(tenantId), key, { subject, lifetimeSeconds, claims: { sid: sessionId } });
}

function sign(
  { issuer, audience }: Pool,
  key: SigningKey,
  says: { subject: string; lifetimeSeconds: number; claims: object },
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...says.claims,
    iss: issuer,
    aud: audience,
    sub: says.subject,
    iat: now,
    nbf: now,
    exp: now + says.lifetimeSeconds,
  };
  return signJwt(claims, ACCESS_TOKEN_TYPE, key);
}
