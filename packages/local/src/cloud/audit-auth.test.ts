import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import { afterAll, expect, it } from "vitest";
import { eventually, UNHURRIED_MS } from "../testing/eventually";
import { startAuthCloud } from "./auth.fixture";

process.env.AUDIT_TALLY_SECONDS = "1";
const { call, post, person, mails, tokenIn, toldMe, close } = await startAuthCloud();
afterAll(close);

const PASSWORD = "planted-otter-hums-vermilion-47";
const WRONG = "planted-heron-naps-obsidian-58";

/** The person's log, oldest first, once it says so much. */
const log = (token: string, count: number): Promise<AuditEntry[]> =>
  eventually(
    async () => {
      const { body } = await call("GET", "/api/auth/security-log?limit=100", { token });
      return (body.items as AuditEntry[]).toReversed();
    },
    (found) => found.length >= count,
    20_000,
    UNHURRIED_MS,
  );
const told = (entries: readonly AuditEntry[]) =>
  entries.map(({ action, outcome, reason }) => [action, outcome, reason].filter(Boolean).join(" "));

it("tells a person who signed in to their account, who tried, and that it was locked", async () => {
  const email = "ada-اختبار@example.com".replace(/[^\x20-\x7e]/g, "");
  const { accessToken } = await person(email, PASSWORD);
  for (let index = 0; index < 10; index++) await post("sign-in", { email, password: WRONG });
  const entries = await log(accessToken, 14);
  expect(told(entries).sort()).toEqual(
    [
      "auth.signUp succeeded",
      "auth.verifyEmail succeeded",
      "auth.signIn succeeded",
      ...Array<string>(10).fill("auth.signIn denied auth.credentials.wrong"),
      "auth.account.locked denied",
    ].sort(),
  );
  for (const { address, userAgent, actorId } of entries) {
    expect(address).toMatch(/127\.0\.0\.1|::1/);
    expect(userAgent).toContain("Firefox");
    expect(actorId).toMatch(/^usr_/);
  }
  expect(JSON.stringify(entries)).not.toContain("planted-");
  const verified = await call("GET", "/api/auth/security-log/verify", { token: accessToken });
  expect(verified.body).toMatchObject({ verified: true });
}, 60_000);

it("tells of a stolen session, of sessions that are ended, and nothing of a token that is refreshed", async () => {
  const email = "grace@example.com";
  const { refreshToken } = await person(email, PASSWORD);
  expect((await post("refresh", { refreshToken })).status).toBe(200);
  expect((await post("refresh", { refreshToken })).status).toBe(401);
  const { body } = await post("sign-in", { email, password: PASSWORD });
  const { body: other } = await post("sign-in", { email, password: PASSWORD });
  const token = String(body.accessToken);
  await call("DELETE", `/api/auth/sessions/${other.sessionId}`, { token });
  const entries = await log(token, 7);
  expect(told(entries)).toEqual(
    expect.arrayContaining(["auth.session.stolen denied", "auth.revokeSession succeeded"]),
  );
  expect(told(entries).filter((one) => one.startsWith("auth.refresh"))).toEqual([]);
  expect(entries.find(({ action }) => action === "auth.revokeSession")?.target).toBe(
    other.sessionId,
  );
}, 60_000);

it("tells of links by mail: that they were asked for, used, and tried again", async () => {
  const email = "katherine@example.com";
  const { accessToken } = await person(email, PASSWORD);
  await post("magic-link", { email });
  const token = tokenIn((await mails(email, "Your link to sign in"))[0]);
  expect((await post("magic-link/redeem", { token })).status).toBe(200);
  expect((await post("magic-link/redeem", { token })).status).toBe(422);
  expect(await toldMe(accessToken, "auth.requestMagicLink")).toHaveLength(1);
  expect(await toldMe(accessToken, "auth.redeemMagicLink")).toHaveLength(1);
  const [refused] = await toldMe(accessToken, "auth.redeemMagicLink", "denied");
  expect(refused).toMatchObject({ reason: "auth.token.invalid", count: 1 });

  await post("password/reset", { email });
  const reset = tokenIn((await mails(email, "Set a new password"))[0]);
  expect((await post("password/reset/confirm", { token: reset, password: WRONG })).status).toBe(
    204,
  );
  const { body } = await post("sign-in", { email, password: WRONG });
  expect(await toldMe(String(body.accessToken), "auth.requestPasswordReset")).toHaveLength(1);
  expect(await toldMe(String(body.accessToken), "auth.confirmPasswordReset")).toHaveLength(1);
}, 60_000);

it("tells nothing to anybody of an address without an account", async () => {
  const answer = await post("sign-in", { email: "nobody@example.com", password: WRONG });
  expect(answer.status).toBe(401);
});
