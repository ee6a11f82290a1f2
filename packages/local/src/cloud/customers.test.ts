import { createPublicKey, verify } from "node:crypto";
import { partitionsOf } from "@faibric/core/offboarding/inventory";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { everyItem } from "../testing/matrix-table";
import { PASSWORD, type Shop, startCustomerCloud } from "./customers.fixture";
import { TABLE_NAME } from "./settings";

// What a tenant's pages ask for their customers. Who may not is in the matrix; here is what they get.

const { call, ask, by, newShop, newEmail, customer, mails, tokenIn, close } =
  await startCustomerCloud();
const NEW_PASSWORD = "nine-amber-lanterns-hum-softly-3";
const PAGE = "https://laden.example.com";
let shop: Shop;
let other: Shop;
beforeAll(async () => {
  [shop, other] = [await newShop(PAGE), await newShop(PAGE)];
});
afterAll(close);

const me = (headers: Record<string, string>) => call("GET", "/api/customer/auth/me", { headers });

describe("a customer", () => {
  it("signs up, is shown who they are, refreshes, and signs out for good", async () => {
    const { email, tokens } = await customer(shop);
    const read = await me(by(tokens));
    expect(read).toMatchObject({ status: 200, body: { email, hasPassword: true } });
    expect(read.body.customerId).toMatch(/^cus_/);

    const next = await ask(shop, "refresh", { refreshToken: tokens.refreshToken });
    expect(next.status).toBe(200);
    const list = await call("GET", "/api/customer/auth/sessions", { headers: by(next.body) });
    expect(list.body.items).toMatchObject([{ sessionId: tokens.sessionId, current: true }]);
    const out = await call("POST", "/api/customer/auth/sign-out", { headers: by(next.body) });
    expect(out.status).toBe(204);
    expect((await me(by(next.body))).status).toBe(401);
    const again = await ask(shop, "refresh", { refreshToken: next.body.refreshToken });
    expect(again).toMatchObject({ status: 401, body: { code: "auth.session.ended" } });
  });

  it("loses the session whose refresh token came twice, and is told", async () => {
    const { email, tokens } = await customer(shop);
    const { refreshToken } = tokens;
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => ask(shop, "refresh", { refreshToken })),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect((await me(by(tokens))).status).toBe(401);
    await mails(email, "We ended one of your sessions");
  });

  it("comes in by a link once, and sets and changes a password", async () => {
    const { email, tokens } = await customer(shop);
    expect((await ask(shop, "magic-link", { email })).status).toBe(202);
    const [link] = await mails(email, "Your link to sign in");
    const token = tokenIn(link);
    const redeemed = await Promise.all(
      [1, 2, 3, 4, 5].map(() => ask(shop, "magic-link/redeem", { token })),
    );
    expect(redeemed.filter(({ status }) => status === 200)).toHaveLength(1);

    await ask(shop, "password/reset", { email });
    const [reset] = await mails(email, "Set a new password");
    const confirm = { token: tokenIn(reset), password: NEW_PASSWORD };
    expect((await ask(shop, "password/reset/confirm", confirm)).status).toBe(204);
    expect((await me(by(tokens))).status).toBe(401);

    const { body } = await ask(shop, "sign-in", { email, password: NEW_PASSWORD });
    const change = { currentPassword: NEW_PASSWORD, newPassword: PASSWORD };
    const path = "/api/customer/auth/password/change";
    expect((await call("POST", path, { headers: by(body), body: change })).status).toBe(204);
  }, 20_000);

  it("ends one session of theirs, or all others, and none of anybody else", async () => {
    const { email, tokens } = await customer(shop);
    const stranger = await customer(other);
    const enter = async () => (await ask(shop, "sign-in", { email, password: PASSWORD })).body;
    const [second, third] = [await enter(), await enter()];
    const end = (id: string) =>
      call("DELETE", `/api/customer/auth/sessions/${id}`, { headers: by(tokens) });
    expect((await end(second.sessionId)).status).toBe(204);
    expect((await me(by(second))).status).toBe(401);
    expect((await end(stranger.tokens.sessionId)).status).toBe(404);
    const rest = await call("DELETE", "/api/customer/auth/sessions", { headers: by(tokens) });
    expect(rest.status).toBe(204);
    expect((await me(by(third))).status).toBe(401);
    expect((await me(by(tokens))).status).toBe(200);
    expect((await me(by(stranger.tokens))).status).toBe(200);
  }, 20_000);
});

describe("two tenants' pools and the console's", () => {
  it("take one address for two people, and no password of each other", async () => {
    const email = newEmail();
    const [mine, theirs] = [await customer(shop, email), await customer(other, email)];
    const [a, b] = [await me(by(mine.tokens)), await me(by(theirs.tokens))];
    expect(a.body.customerId).not.toBe(b.body.customerId);
    await ask(shop, "password/reset", { email });
    const [reset] = await mails(email, "Set a new password");
    const confirm = { token: tokenIn(reset), password: NEW_PASSWORD };
    expect((await ask(other, "password/reset/confirm", confirm)).status).toBe(422);
    expect((await ask(shop, "password/reset/confirm", confirm)).status).toBe(204);
    const enter = (at: Shop, password: string) => ask(at, "sign-in", { email, password });
    expect((await enter(other, NEW_PASSWORD)).status).toBe(401);
    expect((await enter(other, PASSWORD)).status).toBe(200);
    const console = await call("POST", "/api/auth/sign-in", {
      body: { email, password: PASSWORD },
    });
    expect(console.status).toBe(401);
  }, 20_000);

  it("take no token of each other, and lose none of their own by it", async () => {
    const { tokens } = await customer(shop);
    const { refreshToken } = tokens;
    expect((await ask(other, "refresh", { refreshToken })).status).toBe(401);
    const console = await call("POST", "/api/auth/refresh", { body: { refreshToken } });
    expect(console.status).toBe(401);
    expect((await call("GET", "/api/auth/me", { headers: by(tokens) })).status).toBe(401);
    const own = { ...by(tokens), "x-tenant-id": shop.tenantId };
    const tenant = await call("GET", `/api/tenants/${shop.tenantId}`, { headers: own });
    expect(tenant.status).toBe(401);
    const there = await me({ ...by(tokens), "x-app-key": other.appKey });
    expect(there).toMatchObject({ status: 403, body: { code: "platform.tenant.refused" } });
    expect((await me(shop.owner)).status).toBe(401);
    expect((await ask(shop, "refresh", { refreshToken })).status).toBe(200);
  });

  it("publish each their own keys, which prove their own tokens and no other's", async () => {
    const keysOf = async ({ tenantId }: Pick<Shop, "tenantId">) =>
      (await call("GET", `/api/customer/auth/${tenantId}/jwks.json`)).body.keys;
    const proves = (jwk: object, { accessToken }: { accessToken: string }) => {
      const [head = "", claims = "", signature = ""] = accessToken.split(".");
      const key = createPublicKey({ key: jwk as never, format: "jwk" });
      const data = Buffer.from(`${head}.${claims}`);
      const form = { key, dsaEncoding: "ieee-p1363" as const };
      return verify("sha256", data, form, Buffer.from(signature, "base64url"));
    };
    const [mine, theirs] = [await customer(shop), await customer(other)];
    const [[own], [foreign]] = [await keysOf(shop), await keysOf(other)];
    expect(own).not.toHaveProperty("d");
    expect([proves(own, mine.tokens), proves(own, theirs.tokens)]).toEqual([true, false]);
    expect([proves(foreign, mine.tokens), proves(foreign, theirs.tokens)]).toEqual([false, true]);
    // That there is such a tenant is not told.
    const { tenantId } = await newShop();
    expect(await keysOf({ tenantId })).toEqual([]);
    const nobody = tenantId.replace(/.{4}$/, "0000");
    expect(await keysOf({ tenantId: nobody })).toEqual([]);
  });
});

describe("what strangers learn", () => {
  it("is the same where an address has an account and where it has none", async () => {
    const { email } = await customer(shop);
    for (const path of ["sign-up", "magic-link", "password/reset"]) {
      const body = { password: PASSWORD };
      const known = await ask(shop, path, { ...(path === "sign-up" ? body : {}), email });
      const unknown = await ask(shop, path, {
        ...(path === "sign-up" ? body : {}),
        email: newEmail(),
      });
      expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
      expect(known.status).toBe(202);
    }
    const wrong = await ask(shop, "sign-in", { email, password: NEW_PASSWORD });
    const nobody = await ask(shop, "sign-in", { email: newEmail(), password: NEW_PASSWORD });
    const { requestId, ...said } = wrong.body;
    expect({ ...nobody.body, requestId }).toEqual({ ...said, requestId });
  });

  it("is nothing without an app key, from elsewhere, or once it was revoked", async () => {
    const email = newEmail();
    const body = { email, password: PASSWORD };
    const path = "/api/customer/auth/sign-up";
    expect((await call("POST", path, { body })).status).toBe(401);
    const headers = { origin: "https://evil.example" };
    const evil = await call("POST", `${path}?appKey=${shop.appKey}`, { body, headers });
    expect(evil).toMatchObject({ status: 403, body: { code: "keys.origin.refused" } });
    expect(evil.headers.get("access-control-allow-origin")).toBeNull();

    const brief = await newShop(PAGE);
    const { tokens } = await customer(brief);
    const key = `/api/tenants/${brief.tenantId}/app-keys/${brief.appKeyId}`;
    expect((await call("DELETE", key, { headers: brief.owner })).status).toBe(204);
    const { refreshToken } = tokens;
    expect((await ask(brief, "refresh", { refreshToken })).status).toBe(401);
    // Their token is good until it ends: it names the tenant itself.
    expect((await me(by(tokens))).status).toBe(200);
  });
});

describe("what anybody does by an app key", () => {
  it("is kept for no Idempotency-Key, which another visitor may have as well", async () => {
    const { email } = await customer(shop);
    const enter = () =>
      call("POST", `/api/customer/auth/sign-in?appKey=${shop.appKey}`, {
        headers: { "idempotency-key": "one-of-many" },
        body: { email, password: PASSWORD },
      });
    const [first, second] = [await enter(), await enter()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.sessionId).not.toBe(second.body.sessionId);
  });

  it("is not told in the tenant's log, which a stranger could fill", async () => {
    const quiet = await newShop(PAGE);
    const { email } = await customer(quiet);
    await ask(quiet, "magic-link", { email });
    await ask(quiet, "magic-link", { email: newEmail() });
    await ask(quiet, "sign-in", { email, password: NEW_PASSWORD });
    const app = `/api/tenants/${quiet.tenantId}/app-keys/${quiet.appKeyId}`;
    await call("DELETE", app, { headers: quiet.owner });
    const log = await eventually(
      async () => {
        const path = `/api/tenants/${quiet.tenantId}/audit?limit=100`;
        const { items } = (await call("GET", path, { headers: quiet.owner })).body;
        return (items as { action: string }[]).map(({ action }) => action);
      },
      (actions) => actions.includes("keys.revokeAppKey"),
      30_000,
    );
    expect(log.sort()).toEqual(["keys.createAppKey", "keys.revokeAppKey"]);
  }, 40_000);
});

it("keeps nothing of a customer where an export or an erasure does not look", async () => {
  const { email, tokens } = await customer(shop);
  await ask(shop, "magic-link", { email });
  const { customerId } = (await me(by(tokens))).body;
  const person = `${shop.tenantId}#${customerId}#`;
  const found = (await everyItem(TABLE_NAME)).map(({ pk }) => String(pk));
  const theirs = found.filter((pk) => pk.startsWith(person));
  const known = partitionsOf("customer").map(({ name }) => `${person}${name}`);
  expect(new Set(theirs).size).toBeGreaterThan(2);
  expect(theirs.filter((pk) => !known.some((start) => pk.startsWith(start)))).toEqual([]);
  const elsewhere = found.filter((pk) => pk.includes(customerId) && !pk.startsWith(person));
  expect(elsewhere).toEqual([]);
});
