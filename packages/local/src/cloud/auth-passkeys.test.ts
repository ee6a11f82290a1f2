import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../dashboard/browser.fixture";
import { type Claims, forge, type HeldCredential } from "../testing/assertion";
import { startAuthCloud, type Tokens } from "./auth.fixture";

const auth = await startAuthCloud();
const { call, post, mails, person, toldMe } = auth;
const browser = await launchChromium();
const { port } = new URL(auth.cloud.url);
const SITE = `http://localhost:${port}`;
const PASSWORD = "quiet-walrus-plays-vibraphone-81";
let count = 0;
const newEmail = () => `passkey${++count}.${Date.now()}@example.com`;

let page: Page;
let cdp: CDPSession;
let authenticatorId: string;
beforeAll(async () => {
  page = await browser.newPage();
  await page.route("**/blank", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>blank</title>" }),
  );
  await page.goto(`${SITE}/blank`);
  cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  ({ authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await auth.close();
});

type Json = Record<string, unknown>;

const create = (options: Json) =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as never);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return made.toJSON() as object as Json;
  }, options);
const assert = (options: Json) =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as never);
    const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return given.toJSON() as object as Json;
  }, options);

const held = async (): Promise<readonly HeldCredential[]> =>
  (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
const forget = () => cdp.send("WebAuthn.clearCredentials", { authenticatorId });
const optionsFor = async (what: string, token?: string): Promise<{ challenge: string }> =>
  (await post(`${what}/options`, {}, token)).body;

/** A person with a passkey, the only one that the authenticator holds. */
async function keyed() {
  await forget();
  const email = newEmail();
  const tokens = await person(email, PASSWORD);
  const options = await optionsFor("passkeys/register", tokens.accessToken);
  const credential = await create(options);
  const body = { name: "My laptop 🔑", credential };
  const registered = await post("passkeys", body, tokens.accessToken);
  const [key] = await held();
  if (!key) throw new Error("no passkey was made");
  return { email, tokens, credential, registered, key };
}
const signIn = (credential: object) => post("passkeys/sign-in", { credential });

describe("a passkey", () => {
  it("is made by a browser, signs in by itself, and counts as a second factor", async () => {
    const { email, tokens, registered } = await keyed();
    expect(registered.status).toBe(201);
    expect(registered.body.recoveryCodes).toHaveLength(10);
    expect(await mails(email, "A passkey was added")).toHaveLength(1);
    const options = await optionsFor("passkeys/sign-in");
    expect(options).toMatchObject({ rpId: "localhost", allowCredentials: [] });
    const credential = await assert(options);
    const entered = await signIn(credential);
    expect(entered.status).toBe(200);
    const token = (entered.body as Tokens).accessToken;
    expect(await toldMe(token, "auth.signInByPasskey")).toHaveLength(1);
    expect((await call("GET", "/api/auth/me", { token })).body).toMatchObject({ email });
    expect((await post("sign-in", { email, password: PASSWORD })).body).toMatchObject({
      factors: ["passkey", "recovery-code"],
    });
    // It signs again, with a higher count; an answer that was used does not.
    expect((await signIn(await assert(await optionsFor("passkeys/sign-in")))).status).toBe(200);
    expect((await signIn(credential)).status).toBe(422);

    const { accessToken } = tokens;
    const listed = await call("GET", "/api/auth/passkeys", { token: accessToken });
    expect(listed.body.items).toEqual([
      {
        passkeyId: registered.body.passkeyId,
        name: "My laptop 🔑",
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ]);
    const path = `/api/auth/passkeys/${registered.body.passkeyId}`;
    const stranger = await person(newEmail(), PASSWORD);
    for (const method of ["PATCH", "DELETE"]) {
      const sent = { token: stranger.accessToken, ...(method === "PATCH" ? NAMED : {}) };
      expect((await call(method, path, sent)).status).toBe(404);
    }
    expect((await call("PATCH", path, { token: accessToken, ...NAMED })).status).toBe(204);
    expect((await call("DELETE", path, { token: accessToken })).status).toBe(204);
    expect(await mails(email, "A passkey was removed")).toHaveLength(1);
    const gone = await signIn(await assert(await optionsFor("passkeys/sign-in")));
    expect(gone).toMatchObject({ status: 422, body: { code: "auth.passkey.refused" } });
    expect((await post("sign-in", { email, password: PASSWORD })).body).toHaveProperty(
      "accessToken",
    );
  });

  it("proves in a session that it is its person's, and nobody else's passkey does", async () => {
    const theirs = await person(newEmail(), PASSWORD);
    const { tokens } = await keyed();
    const { accessToken } = tokens;
    const prove = async (token: string) => {
      const options = await optionsFor("step-up/passkey", token);
      const credential = await assert({ ...options, allowCredentials: [] });
      return post("step-up/passkey", { credential }, token);
    };
    expect((await prove(accessToken)).status).toBe(204);
    expect((await prove(theirs.accessToken)).status).toBe(422);
  });

  it("lets one in of twenty who use one answer at once", async () => {
    await keyed();
    const credential = await assert(await optionsFor("passkeys/sign-in"));
    const uses = await Promise.all(Array.from({ length: 20 }, () => signIn(credential)));
    const statuses = uses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([200, 422]));
  });

  it("is one person's: a credential of somebody else is not registered again", async () => {
    const { credential, tokens } = await keyed();
    const thief = await person(newEmail(), PASSWORD);
    const take = async (token: string, challenge: string) => {
      const client = { type: "webauthn.create", challenge, origin: SITE, crossOrigin: false };
      const clientDataJSON = Buffer.from(JSON.stringify(client)).toString("base64url");
      const response = { ...(credential.response as Json), clientDataJSON };
      const body = { name: "Mine now", credential: { ...credential, response } };
      return (await post("passkeys", body, token)).status;
    };
    const { challenge } = await optionsFor("passkeys/register", thief.accessToken);
    expect(await take(tokens.accessToken, challenge)).toBe(422);
    const mine = await optionsFor("passkeys/register", thief.accessToken);
    expect(await take(thief.accessToken, mine.challenge)).toBe(422);
    expect((await call("GET", "/api/auth/passkeys", { token: thief.accessToken })).body).toEqual({
      items: [],
    });
  });
});

const NAMED = { body: { name: "مفتاحي" } };

describe("signed with the right key", () => {
  const good = (challenge: string, { signCount }: HeldCredential): Claims => ({
    challenge,
    origin: SITE,
    rpId: "localhost",
    counter: signCount + 1,
  });
  const bad: readonly (readonly [string, Partial<Claims>])[] = [
    ["for another origin", { origin: "https://localhost.evil.example" }],
    ["for another port of the host", { origin: "http://localhost:1" }],
    ["for another relying party", { rpId: "evil.example" }],
    ["without the person being verified", { userVerified: false }],
    ["with a count that went back", { counter: 0 }],
    ["as if a passkey was made", { type: "webauthn.create" }],
    ["in another page's frame", { crossOrigin: true }],
    ["for a challenge that is made up", { challenge: "A".repeat(43) }],
    ["for somebody who does not exist", { userHandle: "dXNyXzAxamQzenE4djVtMHcyZTdyOXQ0eTZ4MWtw" }],
    ["for nobody", { userHandle: "_" }],
  ];

  it("an answer is taken when all is right, and refused alike when one thing is not", async () => {
    const { key } = await keyed();
    const fresh = async () => (await optionsFor("passkeys/sign-in")).challenge;
    expect((await signIn(forge(key, good(await fresh(), key)))).status).toBe(200);
    const later = { ...key, signCount: key.signCount + 10 };
    for (const [what, claims] of bad) {
      const forged = forge(later, { ...good(await fresh(), later), ...claims });
      const refused = await signIn(forged);
      expect(refused, what).toMatchObject({
        status: 422,
        body: { code: "auth.passkey.refused" },
      });
    }
    expect((await signIn(forge(later, good(await fresh(), later)))).status).toBe(200);
  });

  it("an answer to a challenge of another purpose or another key's signature is refused", async () => {
    const mine = await keyed();
    const other = await keyed();
    const stepUp = await optionsFor("step-up/passkey", mine.tokens.accessToken);
    expect((await signIn(forge(mine.key, good(stepUp.challenge, mine.key)))).status).toBe(422);
    const { challenge } = await optionsFor("passkeys/sign-in");
    const swapped = { ...mine.key, privateKey: other.key.privateKey };
    expect((await signIn(forge(swapped, good(challenge, mine.key)))).status).toBe(422);
    // Their own good signature, under my name.
    const next = await optionsFor("passkeys/sign-in");
    const userHandle = Buffer.from(mine.key.userHandle ?? "", "base64").toString("base64url");
    const claims = { ...good(next.challenge, other.key), userHandle };
    expect((await signIn(forge(other.key, claims))).status).toBe(422);
  });
});
