import { commit } from "../platform/commit";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { CodeWrongError, TokenInvalidError } from "./auth.errors";
import type { Tokens } from "./auth.schema";
import { evenly } from "./evenly";
import * as Mailing from "./mailing";
import * as MfaChallenge from "./mfa-challenge";
import { MfaChallengeEntity } from "./mfa-challenge.entity";
import { issue } from "./refresh";
import * as SecondFactor from "./second-factor";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

const ANSWERED_AFTER_MS = 150;

/**
 * Signs in with a code, after a first factor was proved. A challenge is good for one session, a few tries
 * and five minutes; a code for one use.
 * @throws TokenInvalidError, CodeWrongError, LimitExceededError
 */
export async function answer(mfaToken: string, code: string): Promise<Tokens> {
  const key = MfaChallenge.parse(mfaToken);
  const { userId } = key;
  const open = () =>
    Account.inAccount(userId, "verifyMfa", async () => {
      const { epoch } = await MfaChallenge.countTry(key);
      const account = await Account.find();
      if (!account || account.epoch !== epoch) throw new TokenInvalidError();
      const proved = await SecondFactor.check(account, code);
      return enter(account, key, proved);
    });
  return issue(await evenly(ANSWERED_AFTER_MS, open));
}

/** Uses the challenge and the code up, and opens a session, together or not at all. */
async function enter(
  account: Account.Account,
  key: MfaChallenge.Key,
  proved: SecondFactor.ProvedCode,
) {
  const { userId, epoch } = account;
  const { session, token } = Session.draft(account, { secondFactor: true });
  const entities = {
    ...SecondFactor.SPENT,
    challenge: MfaChallengeEntity,
    account: AccountEntity,
    session: SessionEntity,
  };
  await commit({
    entities,
    writes: (items) => ({
      challenge: items.challenge.remove(key).commit(),
      code: SecondFactor.spend(items, userId, proved),
      account: items.account
        .check({ userId })
        .where((item, { eq }) => eq(item.epoch, epoch))
        .commit(),
      session: items.session.create(session).commit(),
    }),
    rejected: {
      challenge: () => new TokenInvalidError(),
      account: () => new TokenInvalidError(),
      code: () => new CodeWrongError(),
    },
    events: "recoveryHash" in proved ? [Mailing.requested(account, "recovery-code-used")] : [],
  });
  return token;
}
