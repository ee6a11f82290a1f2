import { describe, expect, it } from "vitest";
import { withActor } from "../platform/actor";
import { createId, type SessionId, type UserId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import { newAccount } from "../testing/accounts";
import { between } from "../testing/held";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import * as EmailChange from "./email-change";
import { confirm } from "./email-change-confirmation";
import * as OneTimeToken from "./one-time-token";
import * as Password from "./password";
import * as PasswordChange from "./password-change";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";
import * as Totp from "./totp";
import { TotpEntity } from "./totp.entity";

/** More than fit into one transaction. */
const MANY = 120;
const OLD = "quiet walrus 81 vibraphone";
const NEW = "nine-amber-lanterns-hum-softly-3";
const passwordHash = await Password.hash(OLD);

const inAccount = <R>(userId: UserId, fn: () => R) => Account.inAccount(userId, "test", fn);
const as = <R>(userId: UserId, sessionId: SessionId, fn: () => R) =>
  withActor({ type: "user", userId, sessionId }, fn);

async function signIn(userId: UserId): Promise<SessionId> {
  const { session } = withOrigin({ address: "::1", userAgent: "" }, () =>
    Session.draft({ userId, epoch: 1 }, { secondFactor: true }),
  );
  await inAccount(userId, () => SessionEntity.create(session).go());
  return session.sessionId;
}

/** Somebody who has an authenticator app, with a session of their own. */
async function person() {
  const email = `${createId("usr")}@example.com`;
  const userId = await newAccount(email, { factor: true });
  const now = new Date().toISOString();
  await inAccount(userId, async () => {
    await AccountEntity.patch({ userId }).set({ passwordHash }).go();
    await TotpEntity.put({ userId, sealedSecret: "sealed", createdAt: now, confirmedAt: now }).go();
  });
  return { userId, email, own: await signIn(userId) };
}
type Person = Awaited<ReturnType<typeof person>>;

/** What ends sessions, made ready up to the last step, and whether the one that asks goes on. */
const ENDINGS: Readonly<
  Record<string, { keepsOwn: boolean; ready: (who: Person) => Promise<() => Promise<unknown>> }>
> = {
  "a password reset": {
    keepsOwn: false,
    ready: async ({ userId, email }) => {
      const token = await inAccount(userId, () =>
        OneTimeToken.mint({ userId, email }, "reset-password", 1),
      );
      return () => PasswordChange.confirmReset(token, NEW);
    },
  },
  "a new password": {
    keepsOwn: true,
    ready: async ({ userId, own }) => {
      const change = { currentPassword: OLD, newPassword: NEW };
      return () => as(userId, own, () => PasswordChange.change(change));
    },
  },
  "another address": {
    keepsOwn: true,
    ready: async ({ userId, own, email }) => {
      const newEmail = `new.${email}`;
      await as(userId, own, () => EmailChange.request(newEmail));
      const changeId = (await inAccount(userId, Account.find))?.emailChangeId;
      if (!changeId) throw new Error("no change is under way");
      const tokenTo = (to: string) =>
        inAccount(userId, () =>
          OneTimeToken.mint({ userId, email: to, changeId }, "change-email", 1),
        );
      const [old, second] = [await tokenTo(email), await tokenTo(newEmail)];
      await confirm(old);
      return () => confirm(second);
    },
  },
  "the removal of the last factor": {
    keepsOwn: false,
    ready:
      async ({ userId, own }) =>
      () =>
        as(userId, own, Totp.disable),
  },
};

const sessionsOf = async ({ userId }: Person) =>
  (await inAccount(userId, () => Session.all(userId))).filter(
    // Without any factor sessions go on, and none has proved one.
    ({ epoch, secondFactorAt }) => epoch === 1 || secondFactorAt !== undefined,
  );

describe.each(Object.entries(ENDINGS))("%s", (_name, { keepsOwn, ready }) => {
  const left = (who: Person) => (keepsOwn ? [who.own] : []);

  it("ends sessions, also more of them than a transaction takes", async () => {
    const who = await person();
    const end = await ready(who);
    for (let count = 0; count < MANY; count += 20) {
      await Promise.all(Array.from({ length: 20 }, () => signIn(who.userId)));
    }
    await end();
    expect((await sessionsOf(who)).map(({ sessionId }) => sessionId)).toEqual(left(who));
  });

  it("ends a session that begins in the meantime", async () => {
    const who = await person();
    const end = await ready(who);
    await between(end, () => signIn(who.userId));
    expect((await sessionsOf(who)).map(({ sessionId }) => sessionId)).toEqual(left(who));
  });
});
