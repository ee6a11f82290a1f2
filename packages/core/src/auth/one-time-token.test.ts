import { describe, expect, it, vi } from "vitest";
import { createId, type UserId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import { newAccount } from "../testing/accounts";
import { between } from "../testing/held";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import type { AddressedPurpose } from "./auth.schema";
import { redeem } from "./magic-link";
import * as OneTimeToken from "./one-time-token";
import { confirmReset } from "./password-change";
import * as Session from "./session";
import { verifyEmail } from "./sign-up";

// The core's tests have no Secrets Manager: that a session is opened is seen without the token that it is given.
vi.mock("./signing-key", () => ({ signFor: async () => "an access token" }));

const from = <R>(fn: () => R): R => withOrigin({ address: "::1", userAgent: "" }, fn);
const inAccount = <R>(userId: UserId, fn: () => R) => Account.inAccount(userId, "test", fn);

/** What each kind of token allows, as its operation does it. */
const USES: Readonly<Record<AddressedPurpose, (token: string) => Promise<unknown>>> = {
  "verify-email": verifyEmail,
  "magic-link": (token) => from(() => redeem(token)),
  "reset-password": (token) => confirmReset(token, "nine-amber-lanterns-hum-softly-3"),
};
const KINDS = Object.keys(USES) as AddressedPurpose[];

/** Somebody who was mailed a token. */
async function mailed(purpose: AddressedPurpose) {
  const email = `${createId("usr")}@example.com`;
  const userId = await newAccount(email, { verified: purpose !== "verify-email" });
  const token = await inAccount(userId, () => OneTimeToken.mint({ userId, email }, purpose, 1));
  return { userId, token };
}

const outcomeOf = (use: Promise<unknown>) =>
  use.then(
    () => "good",
    (error: { code?: string }) => error.code,
  );
const INVALID = "auth.token.invalid";

describe.each(KINDS)("a token to %s", (purpose) => {
  const use = USES[purpose];

  it("is good for one of fifty who use it at once, and for nobody afterwards", async () => {
    const { token } = await mailed(purpose);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(use(token))));
    expect(outcomes.filter((one) => one === "good")).toHaveLength(1);
    expect(outcomes.filter((one) => one === INVALID)).toHaveLength(49);
    expect(await outcomeOf(use(token))).toBe(INVALID);
  }, 60_000);

  it("is good once, also for who had looked at it before the other used it", async () => {
    const { userId, token } = await mailed(purpose);
    const late = between(
      () => outcomeOf(use(token)),
      () => use(token),
    );
    expect(await late).toBe(INVALID);
    const sessions = await inAccount(userId, () => Session.all(userId));
    expect(sessions).toHaveLength(purpose === "magic-link" ? 1 : 0);
  });

  it("does nothing more once the password is another, however late that comes", async () => {
    const { userId, token } = await mailed(purpose);
    const late = between(
      () => outcomeOf(use(token)),
      () => inAccount(userId, () => AccountEntity.patch({ userId }).add({ epoch: 1 }).go()),
    );
    expect(await late).toBe(INVALID);
    expect(await inAccount(userId, () => Session.all(userId))).toEqual([]);
    expect(await inAccount(userId, Account.find)).not.toHaveProperty("passwordHash");
  });

  it("is worthless once the password is another", async () => {
    const { userId, token } = await mailed(purpose);
    await inAccount(userId, () => AccountEntity.patch({ userId }).add({ epoch: 1 }).go());
    expect(await outcomeOf(use(token))).toBe(INVALID);
  });

  it("is good for nothing else", async () => {
    const { token } = await mailed(purpose);
    for (const other of KINDS.filter((one) => one !== purpose)) {
      expect(await outcomeOf(USES[other](token)), other).toBe(INVALID);
    }
    expect(await outcomeOf(use(token))).toBe("good");
  });
});
