import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startAuthCloud, VERIFY } from "./auth.fixture";

// A tenant's own customers sign in by the same use cases as the console's people, in a pool of their own.

const { cloud, call, mails, tokenIn, person, close } = await startAuthCloud();
// Imported once the cloud has said where the table is.
const Account = await import("@faibric/core/auth/account");
const SignUp = await import("@faibric/core/auth/sign-up");
const SignIn = await import("@faibric/core/auth/sign-in");
const Refresh = await import("@faibric/core/auth/refresh");
const MagicLink = await import("@faibric/core/auth/magic-link");
const PasswordChange = await import("@faibric/core/auth/password-change");
const Session = await import("@faibric/core/auth/session");
const keys = await import("@faibric/core/auth/customer-signing-key");
const { withActor } = await import("@faibric/core/platform/actor");
const Directory = await import("@faibric/core/platform/directory");
const { withOrigin } = await import("@faibric/core/platform/origin");
const { tenantPool } = await import("@faibric/core/platform/pool");
const { listPublicKeys } = await import("@faibric/core/platform/public-keys");
const { customerTokenSecretId } = await import("@faibric/core/platform/operator.schema");
const { customerOf } = await import("@faibric/core/platform/id");
const { authenticate } = await import("@faibric/functions/platform/authenticate");
const { newTenancy } = await import("../testing/matrix-tenancy");

afterAll(close);

type Tenancy = Awaited<ReturnType<typeof newTenancy>>;
const PASSWORD = "quiet-walrus-plays-vibraphone-81";
const NEW_PASSWORD = "nine-amber-lanterns-hum-softly-3";
let count = 0;
const newEmail = () => `customer.${++count}.${Date.now()}@example.com`;
let shop: Tenancy;
let other: Tenancy;

beforeAll(async () => {
  [shop, other] = await Promise.all([
    newTenancy({ name: "Lüneburg <Tee> & Kaffee $& שלום" }),
    newTenancy({ name: "Another" }),
  ]);
});

/** As a page of the tenant's asks, which its public app key has named. */
const at = <R>({ tenantId }: Tenancy, fn: () => Promise<R>): Promise<R> =>
  withActor({ type: "system", tenantId, service: "test" }, () =>
    withOrigin({ address: `2001:db8::${++count}`, userAgent: "curl/8" }, fn),
  );

const refresh = (of: Tenancy, { refreshToken = "" }: { refreshToken?: string | undefined }) =>
  at(of, () => Refresh.refresh(refreshToken));

/** The tokens of somebody who is asked for no second factor. */
async function entered<R extends object>(signingIn: Promise<R>) {
  const answer = await signingIn;
  if (!("accessToken" in answer)) throw new Error("asked for a second factor");
  return answer as Extract<R, { accessToken: string }>;
}

async function customer(of: Tenancy, email = newEmail()) {
  await at(of, () => SignUp.signUp({ email, password: PASSWORD }));
  const [mail] = await mails(email, VERIFY, 1, `/customers/${of.tenantId}/`);
  await at(of, () => SignUp.verifyEmail(tokenIn(mail)));
  const signingIn = at(of, () => SignIn.signIn({ email, password: PASSWORD }));
  const tokens = await entered(signingIn);
  return { email, mail, tokens };
}

const who = (token: string) =>
  authenticate({ access: "customer", method: "GET" }, { authorization: `Bearer ${token}` });

describe("a tenant's customer", () => {
  it("signs up, proves their address, signs in, refreshes and signs out, like anybody", async () => {
    const { email, tokens } = await customer(shop);
    const actor = await who(tokens.accessToken);
    if (actor?.type !== "customer") throw new Error("no customer");
    expect(actor).toMatchObject({ tenantId: shop.tenantId, sessionId: tokens.sessionId });
    const me = await withActor(actor, () => Account.readCustomer());
    expect(me).toMatchObject({ email, customerId: actor.customerId, hasPassword: true });

    const next = await refresh(shop, tokens);
    const { items } = await withActor(actor, () => Session.list());
    expect(items).toEqual([expect.objectContaining({ current: true, sessionId: next.sessionId })]);
    await withActor(actor, () => Session.signOut());
    await expect(who(next.accessToken)).rejects.toThrow("This session has ended");
    await expect(refresh(shop, next)).rejects.toThrow();
  });

  it("is found in their tenant's list, and in no other", async () => {
    const { tokens } = await customer(shop);
    const actor = await who(tokens.accessToken);
    const listed = async ({ tenantId }: Tenancy) =>
      (await Directory.list("customers", tenantId)).items.map(({ member }) => member);
    const id = actor?.type === "customer" ? actor.customerId : "";
    expect(await listed(shop)).toContain(id);
    expect(await listed(other)).not.toContain(id);
  });

  it("is told by the tenant, not by us, and its name breaks no mail", async () => {
    const { mail } = await customer(shop);
    expect(mail).toContain("signed up for Lüneburg <Tee> & Kaffee $& שלום with this address");
    expect(mail).toContain(`/customers/${shop.tenantId}/verify-email#token=ot_`);
    expect(mail).not.toContain("Faibric");
  });

  it("signs in by a magic link, sets a new password by mail, and changes it", async () => {
    const { email, tokens } = await customer(shop);
    await at(shop, () => MagicLink.requestLink(email, "magic-link"));
    const [link] = await mails(email, "Your link to sign in");
    const byLink = await entered(at(shop, () => MagicLink.redeem(tokenIn(link))));
    await at(shop, () => MagicLink.requestLink(email, "reset-password"));
    const [reset] = await mails(email, "Set a new password");
    await at(shop, () => PasswordChange.confirmReset(tokenIn(reset), NEW_PASSWORD));
    for (const { accessToken } of [tokens, byLink]) {
      await expect(who(accessToken)).rejects.toThrow("This session has ended");
    }
    const again = await entered(at(shop, () => SignIn.signIn({ email, password: NEW_PASSWORD })));
    const actor = await who(again.accessToken);
    if (!actor) throw new Error("nobody");
    const change = { currentPassword: NEW_PASSWORD, newPassword: PASSWORD };
    await withActor(actor, () => PasswordChange.change(change));
    await mails(email, "Your password was changed", 2);
  });

  it("loses the session whose refresh token came twice, and is told", async () => {
    const { email, tokens } = await customer(shop);
    await refresh(shop, tokens);
    await expect(refresh(shop, tokens)).rejects.toThrow();
    await expect(who(tokens.accessToken)).rejects.toThrow("This session has ended");
    await mails(email, "We ended one of your sessions");
  });
});

describe("pools", () => {
  it("take one address for as many people as there are pools, each with a password of their own", async () => {
    const email = newEmail();
    await person(email, NEW_PASSWORD);
    const [mine, theirs] = [await customer(shop, email), await customer(other, email)];
    const actors = await Promise.all([mine, theirs].map((one) => who(one.tokens.accessToken)));
    expect(actors[0]).not.toEqual(actors[1]);
    // The console's password is another: it opens nothing here, and theirs nothing there.
    const attempt = at(shop, () => SignIn.signIn({ email, password: NEW_PASSWORD }));
    await expect(attempt).rejects.toThrow("The e-mail address or the password is wrong.");
    const console = await call("POST", "/api/auth/sign-in", {
      body: { email, password: PASSWORD },
    });
    expect(console.status).toBe(401);
  }, 30_000);

  it("take no token of one another: access, refresh, or mailed", async () => {
    const { email, tokens } = await customer(shop);
    for (const path of ["/api/auth/me", "/api/tenants"]) {
      expect((await call("GET", path, { token: tokens.accessToken })).status).toBe(401);
    }
    const body = { refreshToken: tokens.refreshToken };
    expect((await call("POST", "/api/auth/refresh", { body })).status).toBe(401);
    await expect(refresh(other, tokens)).rejects.toThrow("ended");

    const console = await person(newEmail(), PASSWORD);
    await expect(who(console.accessToken)).rejects.toThrow("The access token is not valid.");
    await expect(refresh(shop, console)).rejects.toThrow("ended");

    await at(shop, () => MagicLink.requestLink(email, "magic-link"));
    const [link] = await mails(email, "Your link to sign in");
    const token = tokenIn(link);
    const redeemed = await call("POST", "/api/auth/magic-link/redeem", { body: { token } });
    expect(redeemed.status).toBe(422);
    await expect(at(other, () => MagicLink.redeem(token))).rejects.toThrow("not valid");
    // None of that used it up.
    const redeemedThere = await entered(at(shop, () => MagicLink.redeem(token)));
    expect(redeemedThere.tokenType).toBe("Bearer");
    // Nor did it end the session: whoever holds another pool's token may not end this one's.
    expect(await who(tokens.accessToken)).toBeDefined();
  }, 30_000);

  it("publish keys of their own, without a private half", async () => {
    await Promise.all([customer(shop), customer(other)]);
    const [mine, theirs] = await Promise.all(
      [shop, other].map(({ tenantId }) => listPublicKeys(tenantPool(tenantId))),
    );
    expect(mine?.keys).toHaveLength(1);
    expect(mine?.keys[0]?.x).not.toBe(theirs?.keys[0]?.x);
    expect(JSON.stringify(mine)).not.toContain('"d"');
  });

  it("go on with a new key when it is rotated: tokens and sessions of the old one live on", async () => {
    const { tokens, email } = await customer(shop);
    const secret = keys.newCustomerTokenSecret();
    const SecretId = customerTokenSecretId("local");
    const SecretString = JSON.stringify(secret);
    await new SecretsManagerClient({}).send(new PutSecretValueCommand({ SecretId, SecretString }));
    const later = Date.now() + 5 * 60_000 + 1;
    vi.useFakeTimers({ now: later, toFake: ["Date"] });
    try {
      const rotated = await refresh(shop, tokens);
      const kid = (token: string) =>
        JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;
      expect(kid(rotated.accessToken)).toBe(secret.kid);
      expect(kid(tokens.accessToken)).not.toBe(secret.kid);
      // One session, two tokens in it, of two keys.
      for (const { accessToken } of [tokens, rotated]) {
        expect(await who(accessToken)).toMatchObject({ sessionId: tokens.sessionId });
      }
      const pool = tenantPool(shop.tenantId);
      const ends = (await Directory.list("access-token-keys", pool.name)).items.map(
        ({ member, expiresAt }) => [member === secret.kid, expiresAt !== undefined],
      );
      expect(ends.sort()).toEqual([
        [false, true],
        [true, false],
      ]);
      await at(shop, () => SignIn.signIn({ email, password: PASSWORD }));
    } finally {
      vi.useRealTimers();
    }
  });
});

it("says nothing of customers in the console's events but that somebody gets a mail", async () => {
  const { tokens } = await customer(other);
  const actor = await who(tokens.accessToken);
  const history = cloud.eventBridge.history({
    ...{ from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", limit: 1_000 },
  });
  const id = actor?.type === "customer" ? actor.customerId : "nobody";
  const about = history.events.filter((event) => JSON.stringify(event).includes(id));
  expect(about.length).toBeGreaterThan(0);
  expect(JSON.stringify(about)).not.toMatch(/@example\.com|password/i);
  expect(customerOf(`${other.tenantId}#${id as `cus_${string}`}`).tenantId).toBe(other.tenantId);
});
