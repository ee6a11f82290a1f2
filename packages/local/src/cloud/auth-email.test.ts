import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import type { Membership } from "@faibric/core/tenant/tenant.schema";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import { startAuthCloud } from "./auth.fixture";

const auth = await startAuthCloud();
const { call, post, mails, tokenIn, person } = auth;
afterAll(() => auth.close());

const PASSWORD = "quiet-walrus-plays-vibraphone-81";
const OLD_SUBJECT = "Confirm that your e-mail address changes";
const NEW_SUBJECT = "Confirm your new e-mail address";
let count = 0;
const newEmail = () => `person${++count}.${Date.now()}@example.com`;
const change = (token: string, email: string) => post("email/change", { email }, token);
const confirm = (token: string) => post("email/change/confirm", { token });
const signIn = async (email: string) =>
  (await post("sign-in", { email, password: PASSWORD })).status;
const linkTo = async (email: string, subject: string) => tokenIn((await mails(email, subject))[0]);

describe("a change of address", () => {
  it("is confirmed by both, tells the old one, and the person's tenants follow", async () => {
    const [oldEmail, email] = [newEmail(), newEmail()];
    const { accessToken } = await person(oldEmail, PASSWORD);
    const founded = await call("POST", "/api/tenants", {
      token: accessToken,
      body: { name: "שלום 🧵", slug: `mail-${Date.now()}` },
    });
    const asked = await change(accessToken, ` ${email.toUpperCase()}`);
    expect(asked).toMatchObject({ status: 202, body: { newEmail: email } });
    expect(Object.keys(asked.body).sort()).toEqual(["endsAt", "newEmail", "requestedAt"]);

    const fromOld = await mails(oldEmail, OLD_SUBJECT);
    expect(fromOld[0]).toContain(email);
    expect((await confirm(tokenIn(fromOld[0]))).body).toEqual({ changed: false });
    expect(await signIn(oldEmail)).toBe(200);
    const shown = await call("GET", "/api/auth/email/change", { token: accessToken });
    expect(shown.body).toMatchObject({ newEmail: email, oldConfirmedAt: expect.any(String) });
    expect((await confirm(await linkTo(email, NEW_SUBJECT))).body).toEqual({ changed: true });

    expect([await signIn(oldEmail), await signIn(email)]).toEqual([401, 200]);
    expect((await mails(oldEmail, "Your e-mail address was changed"))[0]).toContain(email);
    const me = await call("GET", "/api/auth/me", { token: accessToken });
    expect(me.body).toMatchObject({ email });
    const members = async () => {
      const headers = {
        authorization: `Bearer ${accessToken}`,
        "x-tenant-id": founded.body.tenantId,
      };
      const path = `/api/tenants/${founded.body.tenantId}/memberships`;
      const answer = await fetch(`${auth.cloud.url}${path}`, { headers });
      return ((await answer.json()) as { items: Membership[] }).items;
    };
    expect(await eventually(members, ([one]) => one?.email === email)).toHaveLength(1);
    // The address is free: somebody else may sign up with it.
    const { accessToken: other } = await person(oldEmail, PASSWORD);
    expect((await call("GET", "/api/auth/me", { token: other })).body.userId).not.toBe(
      me.body.userId,
    );
  }, 30_000);

  it("is told in the person's log, with what was and what is, and no address whole", async () => {
    const [oldEmail, email] = [newEmail(), newEmail()];
    const { accessToken } = await person(oldEmail, PASSWORD);
    await change(accessToken, email);
    await confirm(await linkTo(oldEmail, OLD_SUBJECT));
    await confirm(await linkTo(email, NEW_SUBJECT));
    const entries = await eventually(
      async () =>
        (await call("GET", "/api/auth/security-log?limit=50", { token: accessToken })).body
          .items as AuditEntry[],
      (found) => found.filter(({ action }) => action === "auth.confirmEmailChange").length === 2,
    );
    expect(entries.find(({ before }) => before !== undefined)).toMatchObject({
      action: "auth.confirmEmailChange",
      outcome: "succeeded",
      before: { email: "p***@example.com" },
      after: { email: "p***@example.com" },
    });
    expect(entries.map(({ action }) => action)).toContain("auth.requestEmailChange");
    for (const address of [oldEmail, email]) {
      expect(JSON.stringify(entries)).not.toContain(address);
    }
  }, 30_000);

  it("answers the same where the new address has an account, and its owner is told", async () => {
    const taken = newEmail();
    await person(taken, PASSWORD);
    const { accessToken } = await person(newEmail(), PASSWORD);
    const answers = [];
    // Only the last change is written about: the one whose letter is looked at comes last.
    for (const email of [newEmail(), taken]) {
      const { status, body, headers } = await change(accessToken, email);
      answers.push({ status, fields: Object.keys(body), headers: [...headers.keys()] });
    }
    expect(answers[0]).toEqual(answers[1]);
    const told = await mails(taken, "Somebody wanted your e-mail address");
    for (const text of told) expect(text).not.toContain("#token=");
    expect(await signIn(taken)).toBe(200);
  }, 30_000);

  it("is looked at and cancelled by its person alone", async () => {
    const email = newEmail();
    const { accessToken } = await person(newEmail(), PASSWORD);
    const { accessToken: other } = await person(newEmail(), PASSWORD);
    await change(accessToken, email);
    const link = await linkTo(email, NEW_SUBJECT);
    const ask = (method: string, token: string) =>
      call(method, "/api/auth/email/change", { token }).then(({ status }) => status);
    expect([await ask("GET", other), await ask("DELETE", other)]).toEqual([404, 404]);
    expect([await ask("GET", accessToken), await ask("DELETE", accessToken)]).toEqual([200, 204]);
    expect([await ask("GET", accessToken), await ask("DELETE", accessToken)]).toEqual([404, 404]);
    expect(await confirm(link)).toMatchObject({
      status: 422,
      body: { code: "auth.token.invalid" },
    });
  });

  it.each(["", "no address", "a@b", `${"x".repeat(250)}@example.com`, 7, null])(
    "to %j names the field that is wrong",
    async (email) => {
      const { accessToken } = await person(newEmail(), PASSWORD);
      const { status, body } = await post("email/change", { email }, accessToken);
      expect(status).toBe(400);
      expect(body.issues).toMatchObject([{ path: ["body", "email"] }]);
    },
  );
});
