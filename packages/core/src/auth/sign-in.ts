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
  const { email, password } = input;
  const attempt = await takeSignIn(email);
  const account = await evenly(ANSWERED_AFTER_MS, async () =>
    Account.inAccount(await Account.findPerson(email), "signIn", async () => {
      const found = await Account.find();
      const right = await Password.verify(password, found?.passwordHash);
      if (found && right) return found;
      if (found && attempt.locks) await Mailing.request(found, "account-locked", LOCKED);
      const wrong = new WrongCredentialsError();
      // Here, where the time it takes is told to nobody: who asks is not known, whose account it is is.
      if (found) await AuditRecord.tell({ outcome: "denied", reason: wrong.code });
      throw wrong;
    }),
  );
  // Only failures count. Told to nobody but who knows the password.
  await attempt.succeed();
  if (!account.verifiedAt) throw new EmailUnverifiedError();
  return Account.inAccount(account.userId, "signIn", () =>
    Factors.has(account) ? MfaChallenge.ask(account) : open(account),
  );
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
