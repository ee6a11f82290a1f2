import { createECDH, hkdfSync, randomBytes } from "node:crypto";
import * as z from "zod";
import {
  publishSigningKey,
  retireOtherKeys,
  SIGNING_KEY_KEPT_MS,
  type SigningKey,
} from "../platform/access-token-signer";
import { env } from "../platform/env";
import { type CustomerKey, createId } from "../platform/id";
import { customerTokenSecretId } from "../platform/operator.schema";
import type { Pool } from "../platform/pool";
import { findOrMake } from "../platform/stage-secret";
import { poolOf } from "./people";

/** What every tenant's own signing key is derived from. A new one, under a new `kid`, gives each tenant a new key. */
export const CustomerTokenSecret = z.object({ kid: z.string(), secret: z.string() });
export type CustomerTokenSecret = z.infer<typeof CustomerTokenSecret>;

const SECRET_BYTES = 32;
/** 128 bits more than the key has: what is left of the division is then even. Source: FIPS 186-5, A.2.1 */
const DERIVED_BYTES = 48;
/** The order of P-256's group. Source: NIST SP 800-186, 3.2.1.3 */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

let kept: { readonly master: CustomerTokenSecret; readonly readAt: number } | undefined;
/** The pools whose public key this function has published since it read the secret. */
const published = new Set<string>();

export const newCustomerTokenSecret = (): CustomerTokenSecret => ({
  kid: createId("key"),
  secret: randomBytes(SECRET_BYTES).toString("base64url"),
});

/** The private key that signs the tokens of the customer's pool, and of no other. */
export async function customerSigningKey(person: CustomerKey): Promise<SigningKey> {
  const pool = poolOf(person);
  const master = await masterSecret();
  const key = deriveKey(master, pool);
  if (!published.has(pool.name)) {
    await publishSigningKey(key, pool);
    await retireOtherKeys(key.kid, pool);
    published.add(pool.name);
  }
  return key;
}

/** The same key each time, which nobody can tell from another tenant's: so it need not be stored. */
export function deriveKey({ kid, secret }: CustomerTokenSecret, { issuer }: Pool): SigningKey {
  const input = Buffer.from(secret, "base64url");
  const derived = hkdfSync("sha256", input, kid, `signs for ${issuer}`, DERIVED_BYTES);
  const scalar = (BigInt(`0x${Buffer.from(derived).toString("hex")}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(d);
  const point = pair.getPublicKey(); // 0x04, x, y
  const [x, y] = [point.subarray(1, 33), point.subarray(33, 65)];
  const text = (bytes: Buffer) => bytes.toString("base64url");
  return { kid, privateKey: { kty: "EC", crv: "P-256", x: text(x), y: text(y), d: text(d) } };
}

async function masterSecret(): Promise<CustomerTokenSecret> {
  if (kept && Date.now() - kept.readAt < SIGNING_KEY_KEPT_MS) return kept.master;
  const master = await findOrMake<CustomerTokenSecret>({
    id: customerTokenSecretId(env("STAGE")),
    description:
      "What the keys are derived from that sign the access tokens of tenants' customers.",
    schema: CustomerTokenSecret,
    make: async () => newCustomerTokenSecret(),
  });
  kept = { master, readAt: Date.now() };
  published.clear();
  return master;
}
