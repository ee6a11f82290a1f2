import { afterAll, describe, expect, it } from "vitest";
import { startAuthCloud, type Tokens, VERIFY } from "./auth.fixture";

const auth = await startAuthCloud();
const { call, post, mails, tokenIn, person } = auth;
afterAll(() => auth.close());

const PASSWORD = "quiet-walrus-plays-vibraphone-81";
const OTHER = "nine-amber-lanterns-hum-softly-3";
let count = 0;
const newEmail = () => `person${++count}.${Date.now()}@example.com`;

async function statusOfMe(tokens: Tokens): Promise<number> {
  return (await call("GET", "/api/auth/me", { token: tokens.accessToken })).status;
}

describe("signing up", () => {
  it("makes an account that can be used once the address is verified, and the link works once", async () => {
    const email = newEmail();
    expect(
      await post("sign-up", { email: ` ${email.toUpperCase()} `, password: PASSWORD }),
    ).toMatchObject({
      status: 202,
      body: undefined,
    });
    expect(await post("sign-in", { email, password: PASSWORD })).toMatchObject({
      status: 403,
      body: { code: "auth.email.unverified" },
    });
    const [mail] = await mails(email, VERIFY);
    const token = tokenIn(mail);
    expect((await post("verify-email", { token })).status).toBe(204);
    expect(await post("verify-email", { token })).toMatchObject({
      status: 422,
      body: { code: "auth.token.invalid" },
    });

    const { status, body, headers } = await post("sign-in", { email, password: PASSWORD });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ tokenType: "Bearer", expiresIn: 600 });
    const me = await call("GET", "/api/auth/me", { token: body.accessToken });
    expect(me).toMatchObject({ status: 200, body: { email, hasPassword: true } });
    expect(Object.keys(me.body).sort()).toEqual([
      "createdAt",
      "email",
      "hasPassword",
      "userId",
      "verifiedAt",
    ]);
  });

  it.each(["123456", "password1", "qwertyuiop", "Faibric2026", "iloveyou!", "P@ssw0rd123"])(
    "refuses the password %s, and names the field",
    async (password) => {
      const { status, body } = await post("sign-up", { email: newEmail(), password });
      expect(status).toBe(400);
      expect(body.issues).toMatchObject([{ path: ["body", "password"] }]);
      expect(JSON.stringify(body)).not.toContain(password);
    },
  );

  it("tells the owner of an address that has an account, and the caller nothing", async () => {
    const email = newEmail();
    await person(email, PASSWORD);
    const known = await post("sign-up", { email, password: OTHER });
    const unknown = await post("sign-up", { email: newEmail(), password: OTHER });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(await mails(email, "You have an account already")).toHaveLength(1);
    expect((await post("sign-in", { email, password: OTHER })).status).toBe(401);
  });

  it("lets nobody's password in that was set before the owner's own sign-up", async () => {
    const email = newEmail();
    await post("sign-up", { email, password: OTHER });
    const [early] = await mails(email, VERIFY);
    await post("sign-up", { email, password: PASSWORD });
    const [latest] = await mails(email, VERIFY, 2);
    expect((await post("verify-email", { token: tokenIn(early) })).status).toBe(422);
    expect((await post("verify-email", { token: tokenIn(latest) })).status).toBe(204);
    expect((await post("sign-in", { email, password: OTHER })).status).toBe(401);
    expect((await post("sign-in", { email, password: PASSWORD })).status).toBe(200);
  });
});

describe("sessions", () => {
  it("are listed with device, address and place, and ended one by one or all others, at once", async () => {
    const email = newEmail();
    const first = await person(email, PASSWORD);
    const [second, third] = await Promise.all(
      [1, 2].map(async () => (await post("sign-in", { email, password: PASSWORD })).body as Tokens),
    );
    if (!second || !third) throw new Error("not signed in");
    const { body } = await call("GET", "/api/auth/sessions", { token: first.accessToken });
    expect(body.items).toHaveLength(3);
    expect(body.items.filter(({ current }: { current: boolean }) => current)).toMatchObject([
      { sessionId: first.sessionId, device: "Firefox on Linux", address: "127.0.0.1" },
    ]);
    expect(body.items[0].place).toEqual({ kind: "local" });
    expect(JSON.stringify(body)).not.toMatch(/hash/i);

    const path = `/api/auth/sessions/${second.sessionId}`;
    const ended = await call("DELETE", path, { token: first.accessToken });
    expect(ended.status).toBe(204);
    expect(await statusOfMe(second)).toBe(401);
    expect((await call("DELETE", path, { token: first.accessToken })).status).toBe(404);
    await call("DELETE", "/api/auth/sessions", { token: first.accessToken });
    expect(await Promise.all([first, third].map(statusOfMe))).toEqual([200, 401]);

    expect((await post("sign-out", {}, first.accessToken)).status).toBe(204);
    expect(await statusOfMe(first)).toBe(401);
    expect((await post("refresh", { refreshToken: first.refreshToken })).status).toBe(401);
  });

  it("cannot be ended by somebody else", async () => {
    const [mine, theirs] = [await person(newEmail(), PASSWORD), await person(newEmail(), OTHER)];
    const path = `/api/auth/sessions/${theirs.sessionId}`;
    expect((await call("DELETE", path, { token: mine.accessToken })).status).toBe(404);
    expect(await statusOfMe(theirs)).toBe(200);
  });

  it.each(["the thief first", "the person first"])(
    "end for both when a refresh token is used twice, %s, and the person is told once",
    async (order) => {
      const email = newEmail();
      const stolen = await person(email, PASSWORD);
      const one = await post("refresh", { refreshToken: stolen.refreshToken });
      expect(one.status).toBe(200);
      // Whoever comes second holds a token that is used up, or goes on with the one that is good.
      const goodOne = one.body as Tokens;
      if (order === "the person first") {
        expect((await post("refresh", { refreshToken: goodOne.refreshToken })).status).toBe(200);
      }
      const replay = await post("refresh", { refreshToken: stolen.refreshToken });
      expect(replay).toMatchObject({ status: 401, body: { code: "auth.session.ended" } });
      expect((await post("refresh", { refreshToken: goodOne.refreshToken })).status).toBe(401);
      expect(await statusOfMe(goodOne)).toBe(401);
      expect(await mails(email, "We ended one of your sessions")).toHaveLength(1);
    },
  );

  it("are not ended by who knows their IDs and no token", async () => {
    const tokens = await person(newEmail(), PASSWORD);
    const [, user, session] = tokens.refreshToken.split("_");
    const forged = `rt_${user}_${session}_${"A".repeat(43)}_${"A".repeat(43)}`;
    expect((await post("refresh", { refreshToken: forged })).status).toBe(401);
    expect(await statusOfMe(tokens)).toBe(200);
    expect((await post("refresh", { refreshToken: tokens.refreshToken })).status).toBe(200);
  });
});

describe("a password", () => {
  it("is reset by a link that works once, and every session ends", async () => {
    const email = newEmail();
    const before = await person(email, PASSWORD);
    expect((await post("password/reset", { email })).status).toBe(202);
    const [mail] = await mails(email, "Set a new password");
    const token = tokenIn(mail);
    const weak = await post("password/reset/confirm", { token, password: "password" });
    expect(weak).toMatchObject({ status: 400, body: { issues: [{ path: ["body", "password"] }] } });
    expect((await post("password/reset/confirm", { token, password: OTHER })).status).toBe(204);
    expect((await post("password/reset/confirm", { token, password: OTHER })).status).toBe(422);
    expect(await statusOfMe(before)).toBe(401);
    expect((await post("sign-in", { email, password: PASSWORD })).status).toBe(401);
    expect((await post("sign-in", { email, password: OTHER })).status).toBe(200);
    expect(await mails(email, "Your password was changed")).toHaveLength(1);
  });

  it("is changed by who knows it, and the other sessions end", async () => {
    const email = newEmail();
    const mine = await person(email, PASSWORD);
    const other = (await post("sign-in", { email, password: PASSWORD })).body as Tokens;
    const change = (currentPassword: string, newPassword: string) =>
      post("password/change", { currentPassword, newPassword }, mine.accessToken);
    expect(await change(OTHER, OTHER)).toMatchObject({
      status: 403,
      body: { code: "auth.password.wrong" },
    });
    expect((await change(PASSWORD, "letmein")).body.issues).toMatchObject([
      { path: ["body", "newPassword"] },
    ]);
    expect((await change(PASSWORD, OTHER)).status).toBe(204);
    expect(await Promise.all([mine, other].map(statusOfMe))).toEqual([200, 401]);
    expect((await post("refresh", { refreshToken: mine.refreshToken })).status).toBe(200);
    expect((await post("refresh", { refreshToken: other.refreshToken })).status).toBe(401);
  });
});

describe("a magic link", () => {
  it("signs in once, also of fifty who use it at once", async () => {
    const email = newEmail();
    await person(email, PASSWORD);
    expect((await post("magic-link", { email })).status).toBe(202);
    const [mail] = await mails(email, "Your link to sign in");
    const token = tokenIn(mail);
    const uses = await Promise.all(
      Array.from({ length: 50 }, () => post("magic-link/redeem", { token })),
    );
    const statuses = uses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([200, 422]));
  });

  it("does not let in a password from before anybody proved the address", async () => {
    const email = newEmail();
    await post("sign-up", { email, password: OTHER });
    await mails(email, VERIFY);
    await post("magic-link", { email });
    const [mail] = await mails(email, "Your link to sign in");
    const { status, body } = await post("magic-link/redeem", { token: tokenIn(mail) });
    expect(status).toBe(200);
    const me = await call("GET", "/api/auth/me", { token: body.accessToken });
    expect(me.body).toMatchObject({ hasPassword: false });
    expect((await post("sign-in", { email, password: OTHER })).status).toBe(401);
  });

  it("is good for its own purpose only", async () => {
    const email = newEmail();
    await person(email, PASSWORD);
    await post("password/reset", { email });
    const token = tokenIn((await mails(email, "Set a new password"))[0]);
    expect((await post("magic-link/redeem", { token })).status).toBe(422);
    expect((await post("verify-email", { token })).status).toBe(422);
    expect((await post("password/reset/confirm", { token, password: OTHER })).status).toBe(204);
  });
});

it("publishes the keys that tokens are signed with, and no private one", async () => {
  const { status, headers, body } = await call("GET", "/.well-known/jwks.json");
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("public, max-age=300");
  expect(body.keys).toHaveLength(1);
  expect(body.keys[0]).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" });
  expect(body.keys[0]).not.toHaveProperty("d");
});
