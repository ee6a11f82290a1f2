import { describe, expect, it } from "vitest";
import { withActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import { createId, type SessionId, type UserId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import { documents } from "../platform/table";
import { newAccount } from "../testing/accounts";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import * as EmailChange from "./email-change";
import { EmailChangeEntity } from "./email-change.entity";
import type { EmailChangeId } from "./email-change.schema";
import { confirm } from "./email-change-confirmation";
import * as Mail from "./mail";
import * as OneTimeToken from "./one-time-token";
import { confirmReset } from "./password-change";
import { addressName } from "./people";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

const SENDER = { name: "Faibric", siteUrl: "https://faibric.example" };
const newEmail = () => `${createId("usr")}@example.com`;
const inAccount = <R>(userId: UserId, fn: () => R) => Account.inAccount(userId, "test", fn);
const accountOf = (userId: UserId) => inAccount(userId, Account.find);
const as = <R>(userId: UserId, sessionId: SessionId | undefined, fn: () => R) =>
  withActor({ type: "user", userId, sessionId }, fn);

/** Somebody with a session. */
async function person() {
  const oldEmail = newEmail();
  const userId = await newAccount(oldEmail);
  return { userId, oldEmail, sessionId: await signedIn(userId) };
}

async function signedIn(userId: UserId): Promise<SessionId> {
  const { session } = withOrigin({ address: "::1", userAgent: "" }, () =>
    Session.draft({ userId, epoch: 1 }),
  );
  await inAccount(userId, () => SessionEntity.create(session).go());
  return session.sessionId;
}

type Person = Awaited<ReturnType<typeof person>>;

const request = ({ userId, sessionId }: Person, email: string) =>
  as(userId, sessionId, () => EmailChange.request(email));

/** The mail that goes to one side of the change that is under way, as its consumer writes it. */
async function mailTo(
  { userId }: Person,
  purpose: "confirm-old-email" | "confirm-new-email" | "email-changed",
  changeId?: EmailChangeId,
) {
  const account = await accountOf(userId);
  const about = changeId ?? account?.emailChangeId;
  return inAccount(userId, () =>
    Mail.compose({ purpose, epoch: account?.epoch ?? 0, changeId: about }, SENDER),
  );
}

const tokenIn = (mail: { text: string } | undefined) => /#token=(\S+)/.exec(mail?.text ?? "")?.[1];

/** A change with a token of each side. */
async function underWay(who: Person, email = newEmail()) {
  await request(who, email);
  const changeId = (await accountOf(who.userId))?.emailChangeId;
  const oldToken = tokenIn(await mailTo(who, "confirm-old-email")) ?? "";
  const newToken = tokenIn(await mailTo(who, "confirm-new-email")) ?? "";
  return { email, changeId, oldToken, newToken };
}

const personOf = async (email: string) =>
  (await Directory.find("account-email", addressName(email), "claim", { consistent: true }))
    ?.detail;
const outcomeOf = (attempt: Promise<{ changed: boolean }>) =>
  attempt.then(
    ({ changed }) => (changed ? "changed" : "noted"),
    (error: { code?: string }) => error.code,
  );
const INVALID = "auth.token.invalid";

describe("a change of address", () => {
  it.each(["old", "new"] as const)(
    "is made once both confirmed, the %s one first",
    async (first) => {
      const who = await person();
      const { email, oldToken, newToken } = await underWay(who);
      const [one, other] = first === "old" ? [oldToken, newToken] : [newToken, oldToken];

      expect(await outcomeOf(confirm(one))).toBe("noted");
      expect(await outcomeOf(confirm(one))).toBe(INVALID);
      expect(await accountOf(who.userId)).toMatchObject({ email: who.oldEmail });
      const shown = await as(who.userId, who.sessionId, EmailChange.read);
      expect(shown[first === "old" ? "oldConfirmedAt" : "newConfirmedAt"]).toMatch(/Z$/);

      expect(await outcomeOf(confirm(other))).toBe("changed");
      expect(await outcomeOf(confirm(other))).toBe(INVALID);
      expect(await accountOf(who.userId)).toMatchObject({ email, epoch: 2 });
      expect(await personOf(email)).toBe(who.userId);
      expect(await personOf(who.oldEmail)).toBeUndefined();
      await expect(as(who.userId, who.sessionId, EmailChange.read)).rejects.toThrow("under way");
    },
  );

  it("is made by both who confirm at once, in each of ten rounds", async () => {
    for (let round = 0; round < 10; round++) {
      const who = await person();
      const { email, oldToken, newToken } = await underWay(who);
      const outcomes = await Promise.all(
        [oldToken, newToken].map((one) => outcomeOf(confirm(one))),
      );
      expect(outcomes.toSorted()).toEqual(["changed", "noted"]);
      expect(await personOf(email)).toBe(who.userId);
    }
  });

  it("takes one of fifty uses of each token at once", async () => {
    const who = await person();
    const { oldToken, newToken } = await underWay(who);
    for (const [token, good] of [
      [oldToken, "noted"],
      [newToken, "changed"],
    ] as const) {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => outcomeOf(confirm(token))),
      );
      expect(outcomes.filter((one) => one === good)).toHaveLength(1);
      expect(outcomes.filter((one) => one === INVALID)).toHaveLength(49);
    }
  });

  it("that is the later of two counts, and of eight at once one does", async () => {
    const who = await person();
    const first = await underWay(who);
    const second = await underWay(who);
    expect(await outcomeOf(confirm(first.oldToken))).toBe(INVALID);
    expect(await outcomeOf(confirm(first.newToken))).toBe(INVALID);
    expect(await outcomeOf(confirm(second.oldToken))).toBe("noted");

    const other = await person();
    const emails = Array.from({ length: 8 }, newEmail);
    await Promise.all(emails.map((email) => request(other, email)));
    const { newEmail: chosen } = await as(other.userId, other.sessionId, EmailChange.read);
    expect(emails).toContain(chosen);
    const { data } = await inAccount(other.userId, () =>
      EmailChangeEntity.query.byPerson({ userId: other.userId }).go({ consistent: true }),
    );
    for (const { changeId, newEmail: email } of data.filter((one) => one.newEmail !== chosen)) {
      expect(await mailTo(other, "confirm-new-email", changeId), email).toBeUndefined();
    }
  });

  it("does not mix its tokens with another person's or another change's", async () => {
    const [who, other] = [await person(), await person()];
    const mine = await underWay(who);
    const theirs = await underWay(other);
    const swapped = mine.newToken.replace(/^ot_[^_]+/, theirs.newToken.slice(0, 29));
    expect(await outcomeOf(confirm(swapped))).toBe(INVALID);
    expect(await outcomeOf(confirm(mine.oldToken))).toBe("noted");
    expect(await accountOf(other.userId)).toMatchObject({ email: other.oldEmail });
  });

  it("gives one address to one of two who both confirm it at once, and the other keeps theirs", async () => {
    const [who, other] = [await person(), await person()];
    const email = newEmail();
    const [mine, theirs] = [await underWay(who, email), await underWay(other, email)];
    for (const { oldToken } of [mine, theirs]) await confirm(oldToken);
    const outcomes = await Promise.all(
      [mine, theirs].map(({ newToken }) => outcomeOf(confirm(newToken))),
    );
    expect(outcomes.toSorted()).toEqual(["auth.email.taken", "changed"]);
    const accounts = await Promise.all([who, other].map(({ userId }) => accountOf(userId)));
    expect(accounts.filter((account) => account?.email === email)).toHaveLength(1);
    const loser = outcomes[0] === "changed" ? other : who;
    expect(await accountOf(loser.userId)).toMatchObject({ email: loser.oldEmail });
    expect(await personOf(loser.oldEmail)).toBe(loser.userId);
  });

  it("to an address with an account mails its owner, and has no token that could confirm it", async () => {
    const [who, owner] = [await person(), await person()];
    await request(who, owner.oldEmail);
    const mail = await mailTo(who, "confirm-new-email");
    expect(mail).toMatchObject({
      to: owner.oldEmail,
      subject: "Somebody wanted your e-mail address",
    });
    expect(tokenIn(mail)).toBeUndefined();
    expect(mail?.text).not.toContain(who.oldEmail);
    expect(await as(who.userId, who.sessionId, EmailChange.read)).toMatchObject({
      newEmail: owner.oldEmail,
    });
  });

  it("takes the same steps, and so the same time, whether the new address has an account or not", async () => {
    const owner = await person();
    const steps: string[][] = [];
    for (const email of [owner.oldEmail, newEmail()]) {
      const who = await person();
      const taken: string[] = [];
      const watch = { name: "watch", step: "initialize", override: true } as const;
      documents.middlewareStack.add((next, { commandName = "" }) => {
        return (args) => {
          const { TransactItems = [] } = args.input as { TransactItems?: readonly object[] };
          taken.push(`${commandName} ${TransactItems.length}`);
          return next(args);
        };
      }, watch);
      await request(who, email);
      documents.middlewareStack.remove(watch.name);
      steps.push(taken);
    }
    expect(steps[0]?.length).toBeGreaterThan(3);
    expect(steps[0]).toEqual(steps[1]);
  });

  it("ends every session but the one that asked, and links mailed before", async () => {
    const who = await person();
    const other = await signedIn(who.userId);
    const reset = await inAccount(who.userId, () =>
      Mail.compose({ purpose: "reset-password", epoch: 1 }, SENDER),
    );
    const { oldToken, newToken } = await underWay(who);
    await confirm(newToken);
    await confirm(oldToken);
    const sessions = await inAccount(who.userId, () => Session.all(who.userId));
    expect(sessions).toMatchObject([{ sessionId: who.sessionId, epoch: 2 }]);
    expect(sessions.map(({ sessionId }) => sessionId)).not.toContain(other);
    const { userId, oldEmail: email } = who;
    // One that would be good now, had it not been mailed to the address of before.
    const late = await inAccount(userId, () =>
      OneTimeToken.mint({ userId, email }, "reset-password", 2),
    );
    for (const token of [tokenIn(reset) ?? "", late]) {
      await expect(confirmReset(token, "nine-amber-lanterns-hum-softly-3")).rejects.toMatchObject({
        code: INVALID,
      });
    }
  });

  it("is worthless once cancelled, expired, or after a new password", async () => {
    const spoil = {
      cancelled: (who: Person) => as(who.userId, who.sessionId, EmailChange.cancel),
      expired: async ({ userId }: Person, changeId?: EmailChangeId) => {
        if (!changeId) throw new Error("no change");
        const put = async () => {
          const change = await EmailChange.find(userId, changeId);
          if (change) await EmailChangeEntity.put({ ...change, endsAt: 1 }).go();
        };
        await inAccount(userId, put);
      },
      "a new password": ({ userId }: Person) =>
        inAccount(userId, () => AccountEntity.patch({ userId }).add({ epoch: 1 }).go()),
    };
    for (const [what, end] of Object.entries(spoil)) {
      const who = await person();
      const { oldToken, newToken, changeId } = await underWay(who);
      await confirm(oldToken);
      await end(who, changeId);
      expect(await outcomeOf(confirm(newToken)), what).toBe(INVALID);
      expect(await mailTo(who, "confirm-new-email", changeId), what).toBeUndefined();
      await expect(as(who.userId, who.sessionId, EmailChange.read), what).rejects.toThrow();
      await expect(as(who.userId, who.sessionId, EmailChange.cancel), what).rejects.toThrow();
    }
  });

  it("tells the old address afterwards, also where that mail comes late", async () => {
    const who = await person();
    const { email, oldToken, newToken, changeId } = await underWay(who);
    expect(await mailTo(who, "email-changed", changeId)).toBeUndefined();
    await confirm(oldToken);
    await confirm(newToken);
    const mail = await mailTo(who, "email-changed", changeId);
    expect(mail).toMatchObject({ to: who.oldEmail, subject: "Your e-mail address was changed" });
    expect(mail?.text).toContain(email);
  });

  it("is not to the address of now, nor more than ten times a day", async () => {
    const who = await person();
    await expect(request(who, who.oldEmail)).rejects.toMatchObject({ code: "auth.email.same" });
    for (let time = 0; time < 10; time++) await request(who, newEmail());
    await expect(request(who, newEmail())).rejects.toThrow("Too many");
  });
});
