import { afterAll, describe, expect, it } from "vitest";
import { codeOf, inStep } from "../testing/totp";
import { startAuthCloud, type Tokens } from "./auth.fixture";

const auth = await startAuthCloud();
const { call, post, mails, tokenIn, person, toldMe } = auth;
afterAll(() => auth.close());
const { inAccount } = await import("@faibric/core/auth/account");
const { SessionEntity } = await import("@faibric/core/auth/session.entity");
const { TotpEntity } = await import("@faibric/core/auth/totp.entity");

const PASSWORD = "quiet-walrus-plays-vibraphone-81";
let count = 0;
const newEmail = () => `factor${++count}.${Date.now()}@example.com`;
const get = (path: string, token: string) => call("GET", `/api/auth/${path}`, { token });
const drop = (path: string, token: string) => call("DELETE", `/api/auth/${path}`, { token });

/** A person with an authenticator app, confirmed with the code of the step before: two more are good now. */
async function guarded() {
  const email = newEmail();
  const tokens = await person(email, PASSWORD);
  const { body } = await post("mfa/totp", {}, tokens.accessToken);
  const { secret } = body as { secret: string };
  await inStep();
  const code = codeOf(secret, -1);
  const confirmed = await post("mfa/totp/confirm", { code }, tokens.accessToken);
  const { recoveryCodes = [] } = confirmed.body as { recoveryCodes?: string[] };
  const challenge = async (): Promise<string> =>
    (await post("sign-in", { email, password: PASSWORD })).body.mfaToken;
  return { email, tokens, secret, uri: body.uri as string, confirmed, recoveryCodes, challenge };
}

/** Makes a session's proof eleven minutes old. */
async function age({ accessToken, sessionId }: Tokens): Promise<void> {
  const { sub: userId } = JSON.parse(atob(accessToken.split(".")[1] ?? ""));
  const provedAt = Math.floor(Date.now() / 1000) - 11 * 60;
  await inAccount(userId, "test", () =>
    SessionEntity.patch({ userId, sessionId: sessionId as `ses_${string}` })
      .set({ provedAt })
      .go(),
  );
}

const statusesOf = (answers: readonly { status: number }[]) => answers.map(({ status }) => status);
const good = (answers: readonly { status: number }[]) =>
  statusesOf(answers).filter((status) => status === 200);

describe("an authenticator app", () => {
  it("leaves in the log who signed in with it, and who tried", async () => {
    const { tokens, secret, challenge } = await guarded();
    const mfaToken = await challenge();
    expect((await post("mfa/verify", { mfaToken, code: "000000" })).status).toBe(403);
    expect((await post("mfa/verify", { mfaToken, code: codeOf(secret) })).status).toBe(200);
    const [entered] = await toldMe(tokens.accessToken, "auth.verifyMfa");
    expect(entered).toMatchObject({ outcome: "succeeded", actorType: "account" });
    const [refused] = await toldMe(tokens.accessToken, "auth.verifyMfa", "denied");
    expect(refused).toMatchObject({ reason: "auth.mfa.code_wrong" });
  });

  it("is set up with a code, and then asked for wherever somebody signs in", async () => {
    const { email, tokens, secret, uri, confirmed, recoveryCodes, challenge } = await guarded();
    expect(confirmed.status).toBe(200);
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    const { protocol, host, pathname, searchParams } = new URL(uri);
    expect([protocol, host, decodeURIComponent(pathname)]).toEqual([
      "otpauth:",
      "totp",
      `/Faibric:${email}`,
    ]);
    expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: "Faibric" });
    expect(await mails(email, "An authenticator app was added")).toHaveLength(1);
    expect((await get("mfa", tokens.accessToken)).body).toEqual({
      totpSince: expect.any(String),
      passkeys: 0,
      recoveryCodesLeft: 10,
    });

    const answer = await post("sign-in", { email, password: PASSWORD });
    expect(answer).toMatchObject({
      status: 200,
      body: { factors: ["totp", "recovery-code"], expiresIn: 300 },
    });
    expect(Object.keys(answer.body).sort()).toEqual(["expiresIn", "factors", "mfaToken"]);
    const { mfaToken } = answer.body;
    expect(await post("mfa/verify", { mfaToken, code: "000000" })).toMatchObject({
      status: 403,
      body: { code: "auth.mfa.code_wrong" },
    });
    const code = codeOf(secret);
    const entered = await post("mfa/verify", { mfaToken, code });
    expect(entered.status).toBe(200);
    expect((await get("me", entered.body.accessToken)).body).toMatchObject({ email });
    // Neither the challenge nor the code, nor one of a step before it, is good again.
    expect((await post("mfa/verify", { mfaToken, code: codeOf(secret, 1) })).status).toBe(422);
    const next = await challenge();
    expect((await post("mfa/verify", { mfaToken: next, code })).status).toBe(403);
    expect((await post("mfa/verify", { mfaToken: next, code: codeOf(secret, -1) })).status).toBe(
      403,
    );
    expect((await post("mfa/verify", { mfaToken: next, code: codeOf(secret, 1) })).status).toBe(
      200,
    );
  });

  it("is asked for after a link of a mail, and after a new password too", async () => {
    const { email, secret } = await guarded();
    await post("magic-link", { email });
    const token = tokenIn((await mails(email, "Your link to sign in"))[0]);
    const { status, body } = await post("magic-link/redeem", { token });
    expect(status).toBe(200);
    expect(body).not.toHaveProperty("accessToken");
    expect((await post("magic-link/redeem", { token })).status).toBe(422);
    await post("password/reset", { email });
    const reset = tokenIn((await mails(email, "Set a new password"))[0]);
    const password = "nine-amber-lanterns-hum-softly-3";
    expect((await post("password/reset/confirm", { token: reset, password })).status).toBe(204);
    // What was proved before the new password is worthless.
    const late = await post("mfa/verify", { mfaToken: body.mfaToken, code: codeOf(secret) });
    expect(late).toMatchObject({ status: 422, body: { code: "auth.token.invalid" } });
    expect((await post("sign-in", { email, password })).body).toHaveProperty("mfaToken");
  });

  it("lets one of twenty in who use one code at once", async () => {
    const { secret, challenge } = await guarded();
    const tokens = await Promise.all(Array.from({ length: 20 }, challenge));
    await inStep();
    const code = codeOf(secret);
    const uses = await Promise.all(
      tokens.map((mfaToken) => post("mfa/verify", { mfaToken, code })),
    );
    expect(good(uses)).toHaveLength(1);
    expect(statusesOf(uses).filter((status) => status >= 500)).toEqual([]);
  });

  it("takes five wrong codes in a quarter of an hour, however they come, and its person is told", async () => {
    const { email, secret, challenge } = await guarded();
    const [one, other] = [await challenge(), await challenge()];
    const wrong = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        post("mfa/verify", { mfaToken: index % 2 ? one : other, code: "000000" }),
      ),
    );
    expect(statusesOf(wrong).filter((status) => status === 403)).toHaveLength(5);
    const after = await post("mfa/verify", { mfaToken: await challenge(), code: codeOf(secret) });
    expect(after).toMatchObject({ status: 429, body: { code: "platform.limit.exceeded" } });
    expect(await mails(email, "Somebody tried to pass your second factor")).toHaveLength(1);
  });

  it("is one's own: another's code does not pass, nor a challenge that is made up", async () => {
    const [mine, theirs] = [await guarded(), await guarded()];
    const mfaToken = await theirs.challenge();
    const attempt = await post("mfa/verify", { mfaToken, code: codeOf(mine.secret) });
    expect(attempt.status).toBe(403);
    const [, who] = mfaToken.split("_");
    for (const made of [`mc_${who}_${"A".repeat(43)}`, "mc_x_y", mine.tokens.refreshToken]) {
      const code = codeOf(theirs.secret);
      expect((await post("mfa/verify", { mfaToken: made, code })).status).toBe(422);
    }
  });

  it("is kept under a key of its person: a sealed secret moved to another does not open", async () => {
    const [mine, theirs] = [await guarded(), await guarded()];
    const idOf = ({ accessToken }: Tokens): `usr_${string}` =>
      JSON.parse(atob(accessToken.split(".")[1] ?? "")).sub;
    const [me, them] = [idOf(mine.tokens), idOf(theirs.tokens)];
    const { data } = await inAccount(me, "test", () => TotpEntity.get({ userId: me }).go());
    expect(data?.sealedSecret).not.toContain(mine.secret);
    const sealedSecret = data?.sealedSecret ?? "";
    await inAccount(them, "test", () =>
      TotpEntity.patch({ userId: them }).set({ sealedSecret }).go(),
    );
    const mfaToken = await theirs.challenge();
    const moved = await post("mfa/verify", { mfaToken, code: codeOf(mine.secret) });
    expect(moved.status).toBe(500);
  });

  it("is there once, and needs a late proof to be removed: a password alone is none", async () => {
    const { email, tokens, secret } = await guarded();
    const { accessToken } = tokens;
    expect((await post("mfa/totp", {}, accessToken)).body).toMatchObject({
      code: "auth.totp.exists",
    });
    await age(tokens);
    for (const attempt of [
      await post("mfa/totp", {}, accessToken),
      await drop("mfa/totp", accessToken),
      await post("mfa/recovery-codes", {}, accessToken),
    ]) {
      expect(attempt).toMatchObject({ status: 403, body: { code: "auth.step_up.required" } });
    }
    expect((await post("step-up/password", { password: "wrong" }, accessToken)).body).toMatchObject(
      { code: "auth.password.wrong" },
    );
    expect(
      (await post("step-up/password", { password: PASSWORD }, accessToken)).body,
    ).toMatchObject({ code: "auth.step_up.factor_needed" });
    expect((await drop("mfa/totp", accessToken)).status).toBe(403);
    const code = codeOf(secret);
    expect((await post("step-up/code", { code }, accessToken)).status).toBe(204);
    expect((await post("step-up/code", { code }, accessToken)).status).toBe(403);
    expect((await drop("mfa/totp", accessToken)).status).toBe(204);
    expect((await drop("mfa/totp", accessToken)).status).toBe(404);
    expect(await mails(email, "Your authenticator app was removed")).toHaveLength(1);
    expect((await get("mfa", accessToken)).body).toEqual({ passkeys: 0, recoveryCodesLeft: 0 });
    const again = await post("sign-in", { email, password: PASSWORD });
    expect(again.body).toHaveProperty("accessToken");
  });

  it("is not on before a code was right, and the latest secret counts", async () => {
    const email = newEmail();
    const { accessToken } = await person(email, PASSWORD);
    const first = (await post("mfa/totp", {}, accessToken)).body.secret as string;
    const second = (await post("mfa/totp", {}, accessToken)).body.secret as string;
    const confirm = (code: string) => post("mfa/totp/confirm", { code }, accessToken);
    expect((await confirm(codeOf(first))).status).toBe(403);
    expect((await post("sign-in", { email, password: PASSWORD })).body).toHaveProperty(
      "accessToken",
    );
    await inStep();
    expect((await confirm(codeOf(second, 2))).status).toBe(403);
    expect((await confirm(codeOf(second, 1))).status).toBe(200);
  });
});

describe("a recovery code", () => {
  it("lets in once, also of twenty at once, however it is typed, and its person is told", async () => {
    const { email, recoveryCodes, challenge, tokens } = await guarded();
    const [first = "", second = ""] = recoveryCodes;
    const use = async (code: string) => post("mfa/verify", { mfaToken: await challenge(), code });
    expect((await use(` ${first.toUpperCase().replaceAll("-", " ")}`)).status).toBe(200);
    expect((await use(first)).status).toBe(403);
    const challenges = await Promise.all(Array.from({ length: 20 }, challenge));
    const uses = await Promise.all(
      challenges.map((mfaToken) => post("mfa/verify", { mfaToken, code: second })),
    );
    expect(good(uses)).toHaveLength(1);
    expect(await mails(email, "A recovery code was used", 2)).toHaveLength(2);
    const { body } = await get("mfa", tokens.accessToken);
    expect(body).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it("is good no more once there are new ones, and no one else's ever was", async () => {
    const [mine, theirs] = [await guarded(), await guarded()];
    const renewed = await post("mfa/recovery-codes", {}, mine.tokens.accessToken);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const use = async (code: string) =>
      (await post("mfa/verify", { mfaToken: await mine.challenge(), code })).status;
    expect(await use(mine.recoveryCodes[0] ?? "")).toBe(403);
    expect(await use(theirs.recoveryCodes[0] ?? "")).toBe(403);
    expect(await use(renewed.body.recoveryCodes[0])).toBe(200);
    expect(await mails(mine.email, "You have new recovery codes")).toHaveLength(1);
  });

  it("is for who has a second factor", async () => {
    const { accessToken } = await person(newEmail(), PASSWORD);
    const refused = await post("mfa/recovery-codes", {}, accessToken);
    expect(refused).toMatchObject({ status: 409, body: { code: "auth.mfa.missing" } });
  });
});
