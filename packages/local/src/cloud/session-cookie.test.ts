import { afterAll, describe, expect, it } from "vitest";
import { startAuthCloud } from "./auth.fixture";

const PASSWORD = "vier-Nächte-im-Sägewerk ☂";
const { cloud, person, close } = await startAuthCloud();
const email = "rosa.loewe@example.com";
const tokens = await person(email, PASSWORD);
afterAll(close);

/** Asks as a page of the console does. */
async function ask(path: string, sent: { body?: object; cookie?: string; headers?: object } = {}) {
  const response = await fetch(`${cloud.url}/api/auth/${path}`, {
    method: "POST",
    headers: {
      "x-session": "cookie",
      ...(sent.body ? { "content-type": "application/json" } : {}),
      ...(sent.cookie ? { cookie: `theme=dark; ${sent.cookie}` } : {}),
      ...sent.headers,
    },
    ...(sent.body ? { body: JSON.stringify(sent.body) } : {}),
  });
  const text = await response.text();
  const [set = ""] = response.headers.getSetCookie();
  return { status: response.status, set, cookie: set.split(";")[0] ?? "", text };
}
const signIn = () => ask("sign-in", { body: { email, password: PASSWORD } });

describe("a session of a browser", () => {
  it("keeps the refresh token where no script reads it and no other path or site gets it", async () => {
    const { status, set, text } = await signIn();
    expect(status).toBe(200);
    expect(set).toMatch(
      /^faibric_session=rt_[\w-]+; Path=\/api\/auth; Max-Age=15552000; HttpOnly; SameSite=Strict$/,
    );
    expect(Object.keys(JSON.parse(text))).not.toContain("refreshToken");
    const encrypted = await ask("sign-in", {
      body: { email, password: PASSWORD },
      headers: { "x-forwarded-proto": "https" },
    });
    expect(encrypted.set).toMatch(/; Secure$/);
  });

  it("is renewed by the cookie alone, which changes each time", async () => {
    const first = await signIn();
    const second = await ask("refresh", { cookie: first.cookie });
    expect(second.status).toBe(200);
    expect(second.cookie).not.toBe(first.cookie);
    expect(JSON.parse(second.text)).toMatchObject({ tokenType: "Bearer", expiresIn: 600 });
    expect((await ask("refresh", { cookie: second.cookie })).status).toBe(200);
  });

  it("takes the cookie away when it ends, and when it has ended", async () => {
    const { cookie, text } = await signIn();
    const authorization = `Bearer ${JSON.parse(text).accessToken}`;
    const out = await ask("sign-out", { headers: { authorization } });
    expect([out.status, out.set]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    const late = await ask("refresh", { cookie });
    expect([late.status, late.set]).toEqual([401, expect.stringContaining("Max-Age=0")]);
  });

  it("is not begun anew by a wrong password, nor ended by it", async () => {
    const { cookie } = await signIn();
    const wrong = await ask("sign-in", { body: { email, password: "not it" }, cookie });
    expect([wrong.status, wrong.set]).toEqual([401, ""]);
    expect((await ask("refresh", { cookie })).status).toBe(200);
  });
});

it("does nothing for who does not ask for it: a page elsewhere cannot send the header", async () => {
  const { cookie } = await signIn();
  const plain = await fetch(`${cloud.url}/api/auth/refresh`, {
    method: "POST",
    headers: { cookie },
  });
  expect(plain.status).toBe(400);
  expect(plain.headers.getSetCookie()).toEqual([]);
  const given = await ask("refresh", {
    body: { refreshToken: tokens.refreshToken },
    headers: { "x-session": "body" },
  });
  expect([given.status, given.set]).toEqual([200, ""]);
  expect(JSON.parse(given.text).refreshToken).toMatch(/^rt_/);
});

it.each(["faibric_session=", "faibric_session=%E0%A4%A", "faibric_session=rt_x", "x=y"])(
  "refuses the cookie %s",
  async (cookie) => {
    const { status } = await ask("refresh", { cookie });
    expect([400, 401]).toContain(status);
  },
);
