import { createHmac, randomBytes } from "node:crypto";
import {
  CompactEncrypt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWTHeaderParameters,
  SignJWT,
} from "jose";
import { ACCESS_TOKEN_TYPE } from "../platform/access-token";
import type { SigningKey } from "../platform/access-token-signer";
import { createId } from "../platform/id";
import type { Pool } from "../platform/pool";
import { newTenant } from "./actors";
import { encode, hostileWritings } from "./hostile-writings";

type Make = () => string | Promise<string>;

/** A pool, with the key that its good tokens are signed with and somebody they may name. */
interface Target {
  readonly pool: Pool;
  readonly ours: SigningKey;
  readonly subject: string;
  /** Where the good token is to be let in: a session that is. */
  readonly sessionId?: string;
}

const now = () => Math.floor(Date.now() / 1000);

/** Tokens that a pool must refuse, by what is wrong with them, and the good one that they are made from. */
export function hostileTokens({ pool, ours, subject, sessionId = createId("ses") }: Target) {
  const stranger = () => createId(subject.slice(0, 3));

  async function publicPem(): Promise<string> {
    const { d: _private, ...publicJwk } = ours.privateKey;
    const key = await importJWK({ ...publicJwk, ext: true }, "ES256", { extractable: true });
    if (key instanceof Uint8Array) throw new Error("a key of bytes");
    return exportSPKI(key);
  }

  const good = () => ({
    iss: pool.issuer,
    aud: pool.audience,
    sub: subject,
    sid: sessionId,
    iat: now(),
    nbf: now(),
    exp: now() + 600,
  });
  const header = (more: object = {}) => ({
    alg: "ES256",
    typ: ACCESS_TOKEN_TYPE,
    kid: ours.kid,
    ...more,
  });

  /** Signed with our own key, so that nothing but what a case changes is wrong. */
  async function signed(claims: object = {}, headers: object = {}): Promise<string> {
    const jwt = new SignJWT(JSON.parse(JSON.stringify({ ...good(), ...claims })));
    jwt.setProtectedHeader(header(headers) as JWTHeaderParameters);
    return jwt.sign(await importJWK(ours.privateKey, "ES256"));
  }

  /** Signed with a stranger's key of any algorithm. */
  async function strangers(alg: string, headers: object = {}): Promise<string> {
    const { privateKey } = await generateKeyPair(alg);
    const jwt = new SignJWT(good()).setProtectedHeader({ ...header(headers), alg });
    return jwt.sign(privateKey);
  }

  function mac(alg: string, secret: string | Buffer, headers: object = {}): string {
    const input = `${encode({ ...header(headers), alg })}.${encode(good())}`;
    const hash = `sha${alg.slice(2)}`;
    return `${input}.${createHmac(hash, secret).update(input).digest("base64url")}`;
  }

  const unsigned = (alg: unknown, signature = "") =>
    `${encode({ ...header(), alg })}.${encode(good())}.${signature}`;

  async function rebuilt(change: (parts: string[]) => string[]): Promise<string> {
    return change((await signed()).split(".")).join(".");
  }

  async function ownKeyIn(field: "jwk" | "jku" | "x5u" | "x5c", kid?: string): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const values = {
      jwk: await exportJWK(publicKey),
      jku: "https://evil.example/jwks.json",
      x5u: "https://evil.example/cert.pem",
      x5c: [Buffer.from("certificate").toString("base64")],
    };
    const headers = { ...header({ [field]: values[field] }), ...(kid ? { kid } : {}) };
    return new SignJWT(good()).setProtectedHeader(headers).sign(privateKey);
  }

  const algorithms: Record<string, Make> = {
    none: () => unsigned("none"),
    None: () => unsigned("None"),
    NONE: () => unsigned("NONE"),
    nOnE: () => unsigned("nOnE"),
    "none with a signature": () => unsigned("none", "AAAA"),
    "an empty algorithm": () => unsigned(""),
    "an algorithm that is no text": () => unsigned(null),
    "an algorithm that is a list": () => unsigned(["ES256"]),
    "HS256 with the public key in PEM": async () => mac("HS256", await publicPem()),
    "HS384 with the public key in PEM": async () => mac("HS384", await publicPem()),
    "HS512 with the public key in PEM": async () => mac("HS512", await publicPem()),
    "HS256 with the public key's x": () =>
      mac("HS256", Buffer.from(ours.privateKey.x ?? "", "base64url")),
    "HS256 with the key's ID": async () => mac("HS256", ours.kid),
    "HS256 with an empty secret": async () => mac("HS256", ""),
    "HS256 without a key's ID": async () => mac("HS256", await publicPem(), { kid: undefined }),
    RS256: () => strangers("RS256"),
    RS512: () => strangers("RS512"),
    PS256: () => strangers("PS256"),
    ES384: () => strangers("ES384"),
    ES512: () => strangers("ES512"),
    EdDSA: () => strangers("EdDSA"),
    "ES256 of a stranger": () => strangers("ES256"),
    "es256 in lower case": () =>
      rebuilt(([, p = "", s = ""]) => [encode(header({ alg: "es256" })), p, s]),
    "ES256K by name": () =>
      rebuilt(([, p = "", s = ""]) => [encode(header({ alg: "ES256K" })), p, s]),
  };

  const keys: Record<string, Make> = {
    "its own key in jwk": () => ownKeyIn("jwk"),
    "its own key in jwk, under an unknown ID": () => ownKeyIn("jwk", createId("key")),
    "its own key behind jku": () => ownKeyIn("jku"),
    "its own key behind jku, under an unknown ID": () => ownKeyIn("jku", createId("key")),
    "its own certificate behind x5u": () => ownKeyIn("x5u"),
    "its own certificate in x5c": () => ownKeyIn("x5c"),
    "an unknown key": () => signed({}, { kid: createId("key") }),
    "an empty key ID": () => signed({}, { kid: "" }),
    "a key ID that is a path": () => signed({}, { kid: "../../dev/null" }),
    "a key ID that is a query": () => signed({}, { kid: "' OR '1'='1" }),
    "a key ID that is a prototype": () => signed({}, { kid: "__proto__" }),
    "an unknown critical header": () =>
      rebuilt(([, p = "", s = ""]) => [encode(header({ crit: ["x"], x: 1 })), p, s]),
    "a payload that is not encoded": () =>
      rebuilt(([, p = "", s = ""]) => [encode(header({ b64: false, crit: ["b64"] })), p, s]),
  };

  const claims: Record<string, Make> = {
    "of another issuer": () => signed({ iss: "https://evil.example" }),
    "of an issuer that begins like ours": () => signed({ iss: `${pool.issuer}.evil` }),
    "of an issuer in capitals": () => signed({ iss: pool.issuer.toUpperCase() }),
    "without an issuer": () => signed({ iss: undefined }),
    "of a list of issuers": () => signed({ iss: [pool.issuer] }),
    "of a tenant's own pool": () => signed({ iss: `faibric:${newTenant()}` }),
    "for another audience": () => signed({ aud: "faibric:cabinet" }),
    "for no audience": () => signed({ aud: undefined }),
    "for an empty list of audiences": () => signed({ aud: [] }),
    "for an audience that is a number": () => signed({ aud: 1 }),
    "without an expiry": () => signed({ exp: undefined }),
    "with an expiry in words": () => signed({ exp: "tomorrow" }),
    "with an expiry that is null": () => signed({ exp: null }),
    "that expired a minute ago": () => signed({ exp: now() - 60 }),
    "that expired in 1970": () => signed({ exp: 0 }),
    "that expires before time began": () => signed({ exp: -1 }),
    "without a beginning": () => signed({ nbf: undefined }),
    "that begins in a minute": () => signed({ nbf: now() + 60 }),
    "with a beginning in words": () => signed({ nbf: "now" }),
    "without a person": () => signed({ sub: undefined }),
    "of a tenant as a person": () => signed({ sub: newTenant() }),
    "of a person that is a wildcard": () => signed({ sub: "usr_*" }),
    "of a person in capitals": () => signed({ sub: subject.toUpperCase() }),
    "of two persons": () => signed({ sub: [subject, stranger()] }),
    "of a session that is none": () => signed({ sid: "ses_1" }),
    "of a session that is another's name": () => signed({ sid: subject }),
    "of a session that is an object": () => signed({ sid: {} }),
    "without a type": () => signed({}, { typ: undefined }),
    "of the type of ID tokens": () => signed({}, { typ: "JWT" }),
    "of a type that begins like ours": () => signed({}, { typ: "at+jwt2" }),
  };

  const forms: Record<string, Make> = {
    nothing: () => "",
    dots: () => "...",
    "a word": () => "token",
    "two parts": () => rebuilt(([h = "", p = ""]) => [h, p]),
    "four parts": () => rebuilt((parts) => [...parts, "AAAA"]),
    "five parts, as if encrypted": () => rebuilt((parts) => [...parts, "AAAA", "AAAA"]),
    "encrypted for us": encrypted,
    "cut short": async () => (await signed()).slice(0, -10),
    "without its signature": () => rebuilt(([h = "", p = ""]) => [h, p, ""]),
    "with a signature of zeros": () =>
      rebuilt(([h = "", p = ""]) => [h, p, Buffer.alloc(64).toString("base64url")]),
    "with a signature of noise": () =>
      rebuilt(([h = "", p = ""]) => [h, p, randomBytes(64).toString("base64url")]),
    "with a signature in DER": () =>
      rebuilt(([h = "", p = "", s = ""]) => [h, p, encode(`0D\u0002 ${s}`)]),
    "with another payload": () =>
      rebuilt(([h = "", , s = ""]) => [h, encode({ ...good(), sub: stranger() }), s]),
    "with another header": () => rebuilt(([, p = "", s = ""]) => [encode(header({ x: 1 })), p, s]),
    "with a payload that is a list": () => rebuilt(([h = "", , s = ""]) => [h, encode([]), s]),
    "with a payload that is no JSON": () => rebuilt(([h = "", , s = ""]) => [h, encode("{"), s]),
    "with a header that is no JSON": () => rebuilt(([, p = "", s = ""]) => [encode("{"), p, s]),
    "with a header that is a list": () => rebuilt(([, p = "", s = ""]) => [encode([]), p, s]),
  };

  const more = hostileWritings({ pool, ours, subject, header, good, signed, rebuilt });

  async function encrypted(): Promise<string> {
    const { publicKey } = await generateKeyPair("ECDH-ES");
    const jwe = new CompactEncrypt(new TextEncoder().encode(JSON.stringify(good())));
    return jwe.setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM" }).encrypt(publicKey);
  }

  return {
    good: () => signed(),
    signed,
    cases: { algorithms, keys, claims, forms, ...more },
  };
}
