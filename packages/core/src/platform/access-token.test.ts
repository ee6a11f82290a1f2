import { exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from "jose";
import { beforeAll, expect, it } from "vitest";
import { newTenant, newUser } from "../testing/actors";
import { ACCESS_TOKEN_TYPE, verifyAccessToken } from "./access-token";
import { createSigningKey, type SigningKey, signAccessToken } from "./access-token-signer";
import { AppError } from "./errors";
import { createId } from "./id";
import { CONSOLE_POOL } from "./pool";

const now = () => Math.floor(Date.now() / 1000);
const userId = newUser();
let signingKey: SigningKey;

beforeAll(async () => {
  signingKey = await createSigningKey();
});

/** A token that is good in every way but those it is told to be bad in. */
async function token(
  claims: Readonly<Record<string, unknown>> = {},
  header: object = {},
  key?: CryptoKey,
) {
  const { kid, privateKey } = signingKey;
  const good = {
    iss: CONSOLE_POOL.issuer,
    aud: CONSOLE_POOL.audience,
    sub: userId,
    iat: now(),
    nbf: now(),
    exp: now() + 600,
  };
  const jwt = new SignJWT({ ...good, ...claims } as JWTPayload);
  jwt.setProtectedHeader({ alg: "ES256", typ: ACCESS_TOKEN_TYPE, kid, ...header });
  return jwt.sign(key ?? (await importJWK(privateKey, "ES256")));
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

async function refusal(attempt: Promise<unknown>) {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message };
}
const UNAUTHENTICATED = "platform.actor.unauthenticated";

it("names the person", async () => {
  expect(await verifyAccessToken(await token())).toMatchObject({ userId });
  expect(await verifyAccessToken(await signAccessToken(userId, signingKey))).toMatchObject({
    userId,
  });
});

it("is told to be expired, and may be ahead by the little that clocks differ", async () => {
  expect(await refusal(verifyAccessToken(await token({ exp: now() - 10 })))).toEqual({
    code: UNAUTHENTICATED,
    message: "The access token has expired. Get a new one.",
  });
  const ahead = await token({ iat: now() + 2, nbf: now() + 2 });
  expect(await verifyAccessToken(ahead)).toMatchObject({ userId });
});

const bad: readonly (readonly [string, () => Promise<string>])[] = [
  ["a word", async () => "broken"],
  ["three dots", async () => "..."],
  ["one cut short", async () => (await token()).slice(0, -20)],
  ["one without its signature", async () => `${(await token()).replace(/[^.]+$/, "")}`],
  ["one that is changed", async () => changed(await token())],
  ["one not valid yet", () => token({ nbf: now() + 60 })],
  ["one that never expires", () => token({ exp: undefined })],
  ["one without a beginning", () => token({ nbf: undefined })],
  ["one of another issuer", () => token({ iss: "https://evil.example" })],
  ["one without an issuer", () => token({ iss: undefined })],
  ["one for another audience", () => token({ aud: "faibric:cabinet" })],
  ["one without a subject", () => token({ sub: undefined })],
  ["one for a subject that is no person", () => token({ sub: newTenant() })],
  ["one whose expiry is a text", () => token({ exp: "2100" })],
  ["an ID token", () => token({}, { typ: "JWT" })],
  ["one without a type", () => token({}, { typ: undefined })],
  ["one of an unknown key", () => token({}, { kid: createId("key") })],
  ["one that brings its own key", ownKey],
  ["one of another key under a known name", () => strange({})],
  ["one with an unknown critical header", () => critical()],
  ["one without a signature", unsigned],
  ["one signed with the public key as a secret", symmetric],
];

it.each(bad)("is refused and told apart no further: %s", async (_name, make) => {
  expect(await refusal(verifyAccessToken(await make()))).toEqual({
    code: UNAUTHENTICATED,
    message: "The access token is not valid.",
  });
});

it("is good at once if its key was made after the keys were read", async () => {
  await verifyAccessToken(await token());
  const rotated = await signAccessToken(userId, await createSigningKey());
  expect(await verifyAccessToken(rotated)).toMatchObject({ userId });
});

const changed = (jwt: string) => {
  const [header, , signature] = jwt.split(".");
  return `${header}.${encode({ sub: newUser(), exp: now() + 600 })}.${signature}`;
};

async function strange(header: object): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256");
  return token({}, header, privateKey);
}

async function ownKey(): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await crypto.subtle.exportKey("jwk", publicKey);
  return token({}, { jwk, kid: undefined }, privateKey);
}

async function critical(): Promise<string> {
  const [, payload = "", signature = ""] = (await token()).split(".");
  const { kid } = signingKey;
  const header = { alg: "ES256", typ: ACCESS_TOKEN_TYPE, kid, crit: ["x"], x: 1 };
  return [encode(header), payload, signature].join(".");
}

async function unsigned(): Promise<string> {
  const [, payload = ""] = (await token()).split(".");
  const { kid } = signingKey;
  return `${encode({ alg: "none", typ: ACCESS_TOKEN_TYPE, kid })}.${payload}.`;
}

/** The well-known confusion of algorithms: the verifier's public key, taken for a shared secret. */
async function symmetric(): Promise<string> {
  const { kid, privateKey } = signingKey;
  const { d: _secret, ...publicKey } = privateKey;
  const key = await importJWK({ ...publicKey, ext: true }, "ES256");
  const spki = await exportSPKI(key as CryptoKey);
  return new SignJWT({ sub: userId, iss: CONSOLE_POOL.issuer, aud: CONSOLE_POOL.audience })
    .setProtectedHeader({ alg: "HS256", typ: ACCESS_TOKEN_TYPE, kid })
    .setNotBefore(now())
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(spki));
}
