import * as AuditRecord from "../platform/audit-record";
import { giveBack, take } from "../platform/throttle";
import type { Account } from "./account";
import { CodeWrongError } from "./auth.errors";
import { SECOND_FACTOR, SECOND_FACTOR_A_DAY } from "./limits";
import * as Mailing from "./mailing";

/**
 * Counts a try at somebody's second factor before it is looked at. Only those that fail count, and the
 * one that is the last tells its person: whoever tries has the password, or the mailbox, already.
 * @throws LimitExceededError
 */
export async function takeSecondFactor(account: Pick<Account, "userId" | "epoch">) {
  const taken = await take(SECOND_FACTOR, account.userId);
  const today = await take(SECOND_FACTOR_A_DAY, account.userId);
  return {
    async succeed(): Promise<void> {
      await Promise.all([taken, today].map(giveBack));
    },
    /** @throws CodeWrongError, always */
    async fail(): Promise<never> {
      if (taken.count === SECOND_FACTOR.limit) {
        await Mailing.request(account, "second-factor-locked");
      }
      const wrong = new CodeWrongError();
      await AuditRecord.tell({ outcome: "denied", reason: wrong.code });
      throw wrong;
    },
  };
}
