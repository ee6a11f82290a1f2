import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** A key of the one kind that we use, as a JSON Web Key (RFC 7517); `d` is the private half. */
export interface EcKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly d?: string;
}

/** The one algorithm that we sign with and accept: ECDSA on P-256 with SHA-256, RFC 7518 section 3.4. */
export const ALGORITHM = "ES256";
/** A signature is two numbers of 32 bytes, one after the other, not DER. */
const DSA = { dsaEncoding: "ieee-p1363" } as const;
const RAW_BYTES = 64;

/** The token is not what it must be. */
export class JwtError extends Error {
  override readonly name: string = "JwtError";
}

/** It was good once. */
export class JwtExpiredError extends JwtError {
  override readonly name = "JwtExpiredError";
}

type Json = Readonly<Record<string, unknown>>;

/** What a good token has, beside its signature. */
export interface Expected {
  readonly type: string;
  readonly issuer: string;
  readonly audience: string;
  readonly clockToleranceSeconds: number;
}

/** A token in its parts, of which nothing is proved yet. @throws JwtError where it has no such form */
export function parseJwt(token: string) {
  const parts = token.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3) throw new JwtError("a token has three parts");
  return {
    header: objectIn(header),
    payload: objectIn(payload),
    signed: `${header}.${payload}`,
    signature: bytesOf(signature),
  };
}

/**
 * Verifies a token of ours and returns what it claims. The algorithm is not the token's to choose, and
 * its key is found by its ID among ours: what else its header says of keys is not looked at.
 * `findKey` answers undefined for a key that there is none of. Sources: RFC 7519, RFC 8725
 * @throws JwtError, JwtExpiredError
 */
export async function verifyJwt(
  token: string,
  expected: Expected,
  findKey: (kid: string) => Promise<KeyObject | undefined>,
): Promise<Json> {
  const { header, payload, signed, signature } = parseJwt(token);
  if (header.alg !== ALGORITHM) throw new JwtError(`the algorithm is not ${ALGORITHM}`);
  if (header.typ !== expected.type) throw new JwtError(`the type is not ${expected.type}`);
  // Extensions that must be understood: none is.
  if (header.crit !== undefined) throw new JwtError("an unknown critical header");
  if (typeof header.kid !== "string") throw new JwtError("no key is named");
  const key = await findKey(header.kid);
  if (!key) throw new JwtError("the key is not known");
  const isOurs =
    signature.length === RAW_BYTES &&
    verify("sha256", Buffer.from(signed), { key, ...DSA }, signature);
  if (!isOurs) throw new JwtError("the signature is not the key's");
  assertClaims(payload, expected);
  return payload;
}

function assertClaims({ iss, aud, exp, nbf }: Json, expected: Expected): void {
  const now = Math.floor(Date.now() / 1000);
  const tolerance = expected.clockToleranceSeconds;
  if (iss !== expected.issuer) throw new JwtError("another issuer");
  if (aud !== expected.audience) throw new JwtError("for another audience");
  if (!isInstant(nbf) || nbf > now + tolerance) throw new JwtError("not valid yet");
  if (!isInstant(exp)) throw new JwtError("it never expires");
  if (exp <= now - tolerance) throw new JwtExpiredError("it has expired");
}

const isInstant = (value: unknown): value is number => Number.isFinite(value);

/** Signs claims as a token of a type, with a private key and its ID. */
export function signJwt(claims: Json, type: string, key: { kid: string; privateKey: EcKey }) {
  const header = encode({ alg: ALGORITHM, typ: type, kid: key.kid });
  const signed = `${header}.${encode(claims)}`;
  const privateKey = createPrivateKey({ key: { ...key.privateKey }, format: "jwk" });
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, ...DSA });
  return `${signed}.${signature.toString("base64url")}`;
}

/** A new key pair. */
export function newEcKey(): Required<EcKey> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  return { kty: "EC", crv: "P-256", x, y, d };
}

/** A public key to verify with. @throws TypeError where it is none on the curve */
export function publicKeyOf({ kty, crv, x, y }: EcKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
}

const encode = (part: Json) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Node skips what is no base64url, so that many texts would be one token: only the one counts. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, "base64url");
  if (bytes.toString("base64url") !== part) throw new JwtError("a part is not base64url");
  return bytes;
}

function objectIn(part: string): Json {
  const text = textIn(part);
  const value = jsonIn(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new JwtError("a part is not an object");
  }
  // Of two members of one name another reader may take the other one: only what we write ourselves counts.
  if (JSON.stringify(value) !== text) throw new JwtError("a part is written as we do not write");
  return value as Json;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JwtError("a part is not JSON", { cause: error });
  }
}

function textIn(part: string): string {
  const bytes = bytesOf(part);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new JwtError("a part is no text", { cause: error });
  }
}
