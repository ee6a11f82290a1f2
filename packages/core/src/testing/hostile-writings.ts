import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { SigningKey } from "../platform/access-token-signer";
import { createId } from "../platform/id";
import type { Pool } from "../platform/pool";

type Make = () => string | Promise<string>;

/** What the good token is made of, and what makes one that differs in one thing. */
interface Forge {
  readonly pool: Pool;
  readonly ours: SigningKey;
  readonly subject: string;
  readonly header: () => object;
  readonly good: () => object;
  readonly signed: (claims?: object, headers?: object) => Promise<string>;
  readonly rebuilt: (change: (parts: string[]) => string[]) => Promise<string>;
}

export const encode = (part: unknown) =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");

/** How many points P-256 has: no number of a signature is as large. Source: SEC 2, 2.4.2 */
const ORDER = Buffer.from(
  "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
  "hex",
);
/** Never in UTF-8, and then the end of an object. */
const BROKEN = Buffer.from([0x2c, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The last letter of 64 bytes says two bits more than there are. */
const nextLetter = (letter = "A") => LETTERS[LETTERS.indexOf(letter) + 1] ?? "A";

/** Tokens whose claims are good, but not their signature, or the way that they are written. */
export function hostileWritings({ pool, ours, subject, header, good, signed, rebuilt }: Forge) {
  /** Our own signature over a header and a payload that are given as text. */
  function signedText(headerText: string | Buffer, payloadText: string | Buffer): string {
    const input = [headerText, payloadText].map((text) => Buffer.from(text).toString("base64url"));
    return [...input, signatureOf(input.join(".")).toString("base64url")].join(".");
  }

  function signatureOf(input: string, dsaEncoding: "ieee-p1363" | "der" = "ieee-p1363"): Buffer {
    const key = createPrivateKey({ key: { ...ours.privateKey }, format: "jwk" });
    return sign("sha256", Buffer.from(input), { key, dsaEncoding });
  }

  /** Good but for its signature, which is made of the good one's bytes. */
  async function resigned(change: (signature: Buffer) => Buffer): Promise<string> {
    return rebuilt(([h = "", p = "", s = ""]) => [
      h,
      p,
      change(Buffer.from(s, "base64url")).toString("base64url"),
    ]);
  }

  /** The good token's texts, to write them otherwise than we do. */
  const texts = () => ({ head: JSON.stringify(header()), body: JSON.stringify(good()) });
  const written = (
    change: (text: ReturnType<typeof texts>) => [string | Buffer, string | Buffer],
  ) => signedText(...change(texts()));
  const zeros = Buffer.alloc(32);
  const TOO_LONG = 6_000;

  const signatures: Record<string, Make> = {
    "of ours in DER": () =>
      rebuilt(([h = "", p = ""]) => [h, p, signatureOf(`${h}.${p}`, "der").toString("base64url")]),
    "whose r is zero": () => resigned((s) => Buffer.concat([zeros, s.subarray(32)])),
    "whose s is zero": () => resigned((s) => Buffer.concat([s.subarray(0, 32), zeros])),
    "whose r is the order of the curve": () =>
      resigned((s) => Buffer.concat([ORDER, s.subarray(32)])),
    "whose s is the order of the curve": () =>
      resigned((s) => Buffer.concat([s.subarray(0, 32), ORDER])),
    "whose numbers are too large": () => resigned(() => Buffer.alloc(64, 0xff)),
    "whose numbers are swapped": () =>
      resigned((s) => Buffer.concat([s.subarray(32), s.subarray(0, 32)])),
    "with a byte behind it": () => resigned((s) => Buffer.concat([s, Buffer.alloc(1)])),
    "with a byte before it": () => resigned((s) => Buffer.concat([Buffer.alloc(1), s])),
    "without its last byte": () => resigned((s) => s.subarray(0, 63)),
    "with one bit turned": () => resigned((s) => Buffer.from(s.with(7, (s[7] ?? 0) ^ 1))),
    "of a key on another curve": () => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
      const input = `${encode(header())}.${encode(good())}`;
      const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
      return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
    },
    "of a key on a curve of the same size": () => {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
      const input = `${encode(header())}.${encode(good())}`;
      const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
      return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
    },
    "over another hash": () => {
      const input = `${encode(header())}.${encode(good())}`;
      const key = createPrivateKey({ key: { ...ours.privateKey }, format: "jwk" });
      const options = { key, dsaEncoding: "ieee-p1363" } as const;
      return `${input}.${sign("sha512", Buffer.from(input), options).toString("base64url")}`;
    },
    "that is very long": () => resigned(() => randomBytes(TOO_LONG)),
  };

  /** All are signed by us: another who reads them must not read anything else in them than we do. */
  const writings: Record<string, Make> = {
    "two algorithms": () =>
      written(({ head, body }) => [head.replace("{", '{"alg":"none",'), body]),
    "two keys": () =>
      written(({ head, body }) => [head.replace("{", `{"kid":"${createId("key")}",`), body]),
    "two persons": () =>
      written(({ head, body }) => [
        head,
        body.replace("{", `{"sub":"${createId(subject.slice(0, 3))}",`),
      ]),
    "two persons, one of them escaped": () =>
      written(({ head, body }) => [
        head,
        body.replace("{", `{"s\\u0075b":"${createId(subject.slice(0, 3))}",`),
      ]),
    "two expiries": () => written(({ head, body }) => [head, body.replace("{", '{"exp":1,')]),
    "spaces between its members": () =>
      written(({ head, body }) => [head, body.replaceAll(",", ", ")]),
    "a byte order mark": () => written(({ head, body }) => [head, `\ufeff${body}`]),
    "bytes that are no text": () =>
      written(({ head, body }) => [head, Buffer.concat([Buffer.from(body.slice(0, -1)), BROKEN])]),
    "text behind its object": () => written(({ head, body }) => [head, `${body}{}`]),
    "a comment": () => written(({ head, body }) => [head, `${body}/**/`]),
    "an expiry beyond all numbers": () =>
      written(({ head, body }) => [head, body.replace(/"exp":\d+/, '"exp":1e999')]),
    "a null for an object": () => written(({ head }) => [head, "null"]),
    "an object very deep": () =>
      written(({ head }) => [head, `${"[".repeat(2_000)}${"]".repeat(2_000)}`]),
    "a look-alike letter in its person": () => signed({ sub: subject.replace("s", "\u0455") }),
    "a person with a mark of direction": () => signed({ sub: `${subject}\u202e` }),
    "a person with nothing to be seen behind": () => signed({ sub: `${subject}\u200b` }),
    "a person with a NUL": () => signed({ sub: `${subject}\0` }),
    "a person with a line behind": () => signed({ sub: `${subject}\n` }),
    "an issuer in letters of full width": () => signed({ iss: pool.issuer.replace("f", "\uff46") }),
    "an audience that ends in a space": () => signed({ aud: `${pool.audience} ` }),
    "a type with a look-alike letter": () => signed({}, { typ: "\u0430t+jwt" }),
    "a key's ID with a NUL": () => signed({}, { kid: `${ours.kid}\0` }),
    "a key's ID in capitals": () => signed({}, { kid: ours.kid.toUpperCase() }),
    "a key's ID that is very long": () => signed({}, { kid: ours.kid.repeat(100) }),
  };

  /** Texts that some readers take for the good token. */
  const endings: Record<string, Make> = {
    "a dot behind": async () => `${await signed()}.`,
    "a dot before": async () => `.${await signed()}`,
    "padding behind": async () => `${await signed()}=`,
    "padding in its header": () => rebuilt(([h = "", p = "", s = ""]) => [`${h}==`, p, s]),
    "a letter that is none of base64url": () =>
      rebuilt(([h = "", p = "", s = ""]) => [h, p, `${s.slice(0, 40)}~${s.slice(40)}`]),
    "base64 for base64url": () =>
      rebuilt(([h = "", p = ""]) => [h, p, Buffer.alloc(64, 0xfb).toString("base64")]),
    "bits that do not count set": () =>
      rebuilt(([h = "", p = "", s = ""]) => [h, p, s.slice(0, -1) + nextLetter(s.at(-1))]),
    "itself twice": async () => `${await signed()}.${await signed()}`,
  };

  return { signatures, writings, endings };
}
