import { commit } from "../platform/commit";
import { passes } from "../platform/throttle";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { TokenInvalidError } from "./auth.errors";
import type { AddressedPurpose, SignedIn } from "./auth.schema";
import { evenly } from "./evenly";
import * as Factors from "./factors";
import { MAIL_TO_ADDRESS } from "./limits";
import * as Mailing from "./mailing";
import * as MfaChallenge from "./mfa-challenge";
import { MfaChallengeEntity } from "./mfa-challenge.entity";
import * as OneTimeToken from "./one-time-token";
import { OneTimeTokenEntity } from "./one-time-token.entity";
import { addressIn } from "./people";
import { issue } from "./refresh";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

const ANSWERED_AFTER_MS = 200;

/** Has a link mailed, if the address has an account. The answer and its time are the same if not. */
export async function requestLink(email: string, purpose: AddressedPurpose): Promise<void> {
  await evenly(ANSWERED_AFTER_MS, async () => {
    const mayMail = await passes(MAIL_TO_ADDRESS, addressIn(email));
    await Account.inAccount(await Account.findPerson(email), purpose, async () => {
      const account = await Account.find();
      if (account && mayMail) await Mailing.request(account, purpose);
    });
  });
}

/** Signs in with the token of a link. It proves the address as well. @throws TokenInvalidError */
export async function redeem(token: string): Promise<SignedIn> {
  const { userId, hash } = OneTimeToken.parse(token);
  return Account.inAccount(userId, "redeemMagicLink", async () => {
    const { key, account } = await OneTimeToken.look(await Account.find(), "magic-link", hash);
    // A password from before anybody proved the address may be a stranger's: it does not count.
    const unproved = account.verifiedAt === undefined;
    const epoch = unproved ? account.epoch + 1 : account.epoch;
    const verifiedAt = account.verifiedAt ?? new Date().toISOString();
    const asked = Factors.has(account) ? MfaChallenge.draft({ ...account, epoch }) : undefined;
    const { session, token: refreshToken } = Session.draft({ userId, epoch });
    await commit({
      entities: {
        token: OneTimeTokenEntity,
        account: AccountEntity,
        session: SessionEntity,
        challenge: MfaChallengeEntity,
      },
      writes: (entities) => {
        const proved = entities.account.patch({ userId }).set({ verifiedAt, epoch });
        return {
          token: entities.token.remove(key).commit(),
          account: (unproved ? proved.remove(["passwordHash"]) : proved)
            .where((item, { eq }) => eq(item.epoch, account.epoch))
            .commit(),
          ...(asked
            ? { challenge: entities.challenge.create(asked.item).commit() }
            : { session: entities.session.create(session).commit() }),
        };
      },
      rejected: { token: () => new TokenInvalidError(), account: () => new TokenInvalidError() },
    });
    return asked ? asked.answer : issue(refreshToken);
  });
}
