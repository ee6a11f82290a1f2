import * as AuditRecord from "../platform/audit-record";
import { commit } from "../platform/commit";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { EmailUnverifiedError, SessionEndedError, WrongCredentialsError } from "./auth.errors";
import type { SignedIn, Tokens } from "./auth.schema";
import { evenly } from "./evenly";
import * as Factors from "./factors";
import * as Mailing from "./mailing";
import * as MfaChallenge from "./mfa-challenge";
import * as Password from "./password";
import { issue } from "./refresh";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";
import { takeSignIn } from "./sign-in-tries";

const ANSWERED_AFTER_MS = 250;
const LOCKED = { action: "auth.account.locked", outcome: "denied" } as const;

/**
 * Signs a person in with their password. A wrong one and an address without an account are refused
 * alike, after the same work; failures lock the address for a while, and its person is told.
 * @throws WrongCredentialsError, EmailUnverifiedError, LimitExceededError
 */
export async function signIn(input: { email: string; password: string }): Promise<SignedIn> {
  const { account, attempt } = await evenly(ANSWERED_AFTER_MS, () => prove(input));
  // Only failures count. Told to nobody but who knows the password.
  const forgiven = attempt.succeed();
  const [signedIn] = await bothOf([proceed(account), forgiven]);
  return signedIn;
}

/**
 * The account, once it is proved. The try is counted while the password is looked at, which takes longer; what came of
 * it is told to nobody whose try was one too many, and all of them are answered after the same time.
 */
async function prove({ email, password }: { email: string; password: string }) {
  const [attempt, { found, right }] = await bothOf([takeSignIn(email), look(email, password)]);
  if (found && right) return { account: found, attempt };
  const wrong = new WrongCredentialsError();
  if (!found) throw wrong;
  await Account.inAccount(found.userId, "signIn", async () => {
    if (attempt.locks) await Mailing.request(found, "account-locked", LOCKED);
    // Here, where the time it takes is told to nobody: who asks is not known, whose account it is is.
    await AuditRecord.tell({ outcome: "denied", reason: wrong.code });
  });
  throw wrong;
}

/** The account of an address and whether the password is its own, after the same work where there is none. */
async function look(email: string, password: string) {
  const userId = await Account.findPerson(email);
  const found = await Account.inAccount(userId, "signIn", Account.find);
  return { found, right: await Password.verify(password, found?.passwordHash) };
}

async function proceed(account: Account.Account): Promise<SignedIn> {
  if (!account.verifiedAt) throw new EmailUnverifiedError();
  return Account.inAccount(account.userId, "signIn", () =>
    Factors.has(account) ? MfaChallenge.ask(account) : open(account),
  );
}

/**
 * The results of two that run at once; the first one's failure counts before the second's. Both are waited for: what went on
 * after the answer would run in another request's time.
 */
async function bothOf<A, B>(works: readonly [Promise<A>, Promise<B>]): Promise<readonly [A, B]> {
  const [first, second] = await Promise.allSettled(works);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") throw second.reason;
  return [first.value, second.value];
}

/** A new session of the account, unless its password was changed since it was read. */
async function open(account: Account.Account): Promise<Tokens> {
  const { userId, epoch } = account;
  const { session, token } = Session.draft(account);
  await commit({
    entities: { session: SessionEntity, account: AccountEntity },
    writes: (entities) => ({
      session: entities.session.create(session).commit(),
      account: entities.account
        .check({ userId })
        .where((item, { eq }) => eq(item.epoch, epoch))
        .commit(),
    }),
    rejected: { account: () => new SessionEndedError() },
  });
  return issue(token);
}
