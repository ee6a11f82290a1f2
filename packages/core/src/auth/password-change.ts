import { commit } from "../platform/commit";
import { giveBack, take } from "../platform/throttle";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError, TokenInvalidError, WrongPasswordError } from "./auth.errors";
import { KNOWN_PASSWORD } from "./limits";
import * as Mailing from "./mailing";
import * as OneTimeToken from "./one-time-token";
import { OneTimeTokenEntity } from "./one-time-token.entity";
import * as Password from "./password";
import { assertStrong } from "./password-strength";
import { usePerson } from "./people";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

/** Sets a new password with a token that was mailed, and ends every session. @throws TokenInvalidError */
export async function confirmReset(token: string, password: string): Promise<void> {
  const { userId, hash } = OneTimeToken.parse(token);
  await Account.inAccount(userId, "confirmPasswordReset", async () => {
    const { key, account } = await OneTimeToken.look(await Account.find(), "reset-password", hash);
    assertStrong(password, "password", [account.email]);
    const passwordHash = await Password.hash(password);
    const sessions = await Session.ownAndOthers(userId);
    const epoch = account.epoch + 1;
    const verifiedAt = account.verifiedAt ?? new Date().toISOString();
    await commit({
      entities: { token: OneTimeTokenEntity, account: AccountEntity, session: SessionEntity },
      writes: (entities) => ({
        token: entities.token.remove(key).commit(),
        account: entities.account
          .patch({ userId })
          .set({ passwordHash, epoch, verifiedAt })
          .where((item, { eq }) => eq(item.epoch, account.epoch))
          .commit(),
        ...Session.keepOwn(entities.session, sessions, epoch),
      }),
      rejected: { token: () => new TokenInvalidError(), account: () => new TokenInvalidError() },
      events: [Mailing.requested({ userId, epoch }, "password-changed")],
    });
    await Session.endOutdated(userId, epoch);
  });
}

/** Changes the password of who is signed in, and ends their other sessions. @throws WrongPasswordError */
export async function change(input: {
  currentPassword: string;
  newPassword: string;
}): Promise<void> {
  const { userId, sessionId } = usePerson();
  const { currentPassword, newPassword } = input;
  const attempt = await take(KNOWN_PASSWORD, userId);
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  if (!(await Password.verify(currentPassword, account.passwordHash))) {
    throw new WrongPasswordError();
  }
  await giveBack(attempt);
  assertStrong(newPassword, "newPassword", [account.email]);
  const passwordHash = await Password.hash(newPassword);
  const epoch = account.epoch + 1;
  const sessions = await Session.ownAndOthers(userId, sessionId);
  await commit({
    entities: { account: AccountEntity, session: SessionEntity },
    writes: (entities) => ({
      account: entities.account
        .patch({ userId })
        .set({ passwordHash, epoch })
        .where((item, { eq }) => eq(item.epoch, account.epoch))
        .commit(),
      ...Session.keepOwn(entities.session, sessions, epoch),
    }),
    events: [Mailing.requested({ userId, epoch }, "password-changed")],
  });
  await Session.endOutdated(userId, epoch);
}
