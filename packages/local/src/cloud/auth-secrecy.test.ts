import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { filesUnder, storedApartFromMail } from "../testing/stored-rows";
import { startAuthCloud, type Tokens, VERIFY } from "./auth.fixture";

const auth = await startAuthCloud();
const { cloud, call, post, mails, tokenIn, person } = auth;
afterAll(() => auth.close());

const PASSWORDS = ["planted-otter-hums-vermilion-47", "planted-heron-naps-obsidian-58"];
const [FIRST = "", SECOND = ""] = PASSWORDS;

it("leaves no password and no token in a store, an event, a queue, a log line or an answer", async () => {
  const email = `planted.${Date.now()}@example.com`;
  const answers: unknown[] = [];
  const refused = async (path: string, body: object, token?: string) => {
    const answer = await post(path, body, token);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    answers.push(answer.body);
  };
  await post("sign-up", { email, password: FIRST });
  const verify = tokenIn((await mails(email, VERIFY))[0]);
  await refused("sign-in", { email, password: FIRST });
  await post("verify-email", { token: verify });
  await refused("verify-email", { token: verify });
  const first = (await post("sign-in", { email, password: FIRST })).body as Tokens;
  await refused("sign-in", { email, password: SECOND });
  await refused("sign-in", { email, passwort: SECOND, password: FIRST });
  await refused("sign-in", { email, password: { [SECOND]: SECOND } });
  await post("magic-link", { email });
  const magic = tokenIn((await mails(email, "Your link to sign in"))[0]);
  const second = (await post("magic-link/redeem", { token: magic })).body as Tokens;
  const third = (await post("refresh", { refreshToken: second.refreshToken })).body as Tokens;
  await refused("refresh", { refreshToken: second.refreshToken });
  await refused("refresh", { refreshToken: `${third.refreshToken}x` });
  const changed = await fetch(`${cloud.url}/api/auth/password/change`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${first.accessToken}`,
      "content-type": "application/json",
      "idempotency-key": "planted-idempotency-key",
    },
    body: JSON.stringify({ currentPassword: FIRST, newPassword: SECOND }),
  });
  expect(changed.status).toBe(204);
  await post("password/reset", { email });
  const reset = tokenIn((await mails(email, "Set a new password"))[0]);
  await post("password/reset/confirm", { token: reset, password: FIRST });
  await refused("password/reset/confirm", { token: reset, password: SECOND });
  answers.push((await call("GET", "/api/auth/me", { token: first.accessToken })).body);
  await mails(email, "Your password was changed", 2);
  await person(`other.${email}`, SECOND);

  const secretOf = (token: string) => token.slice(-43);
  const tokens = [first, second, third];
  const planted = [
    ...PASSWORDS,
    ...[verify, magic, reset].map(secretOf),
    ...tokens.map(({ refreshToken }) => secretOf(refreshToken)),
    ...tokens.map(({ accessToken }) => accessToken.split(".")[2] ?? ""),
  ];
  for (const value of planted) expect(value.length).toBeGreaterThan(20);

  const places = {
    stores: storedApartFromMail(cloud.dataDir),
    "log lines": JSON.stringify(cloud.watchers.lines()),
    requests: JSON.stringify(cloud.watchers.requests()),
    "refusals and answers": JSON.stringify(answers),
    events: JSON.stringify(
      cloud.eventBridge.history({
        from: "2020-01-01T00:00:00Z",
        to: "2100-01-01T00:00:00Z",
        limit: 1_000,
      }),
    ),
  };
  expect(places.events).toContain("auth.mail.requested");
  expect(places.stores).toContain("auth.mail.requested");
  for (const [place, text] of Object.entries(places)) {
    for (const value of planted)
      expect(text.includes(value), `${value} in the ${place}`).toBe(false);
  }
  // Beside the mails' own table, whole files: what a store keeps of rows that it has deleted.
  const files = filesUnder(cloud.dataDir).map((file) => readFileSync(file, "latin1"));
  const outside = planted.filter((value) => ![verify, magic, reset].map(secretOf).includes(value));
  for (const value of outside) {
    expect(
      files.some((text) => text.includes(value)),
      `${value} in a file`,
    ).toBe(false);
  }
});
