import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import type { PersonId } from "../platform/id";
import { maskEmail } from "../platform/masking";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { EmailTakenError, TokenInvalidError } from "./auth.errors";
import { EmailChanged } from "./auth.events";
import * as EmailChange from "./email-change";
import { EmailChangeEntity } from "./email-change.entity";
import * as Mailing from "./mailing";
import * as OneTimeToken from "./one-time-token";
import { OneTimeTokenEntity } from "./one-time-token.entity";
import { addressName } from "./people";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

/** How long the old address is known after the change, so that a mail to it that was held up is still sent. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

/**
 * Confirms a change with the token of one of its two mails. The second of them changes the address.
 * @throws TokenInvalidError, EmailTakenError
 */
export async function confirm(token: string): Promise<{ changed: boolean }> {
  const { userId, hash } = OneTimeToken.parse(token);
  return Account.inAccount(userId, "confirmEmailChange", async () => {
    const seen = await see(userId, hash);
    try {
      return await note(seen);
    } catch (error) {
      if (!(error instanceof OtherSideError)) throw error;
      // The other address has confirmed at this very moment, so this is the second.
      return note(await see(userId, hash));
    }
  });
}

/** The other address confirmed since the change was read: nobody has changed the address yet. */
class OtherSideError extends TokenInvalidError {}

type Seen = Awaited<ReturnType<typeof see>>;

async function see(userId: PersonId, hash: string) {
  const account = await Account.find();
  const { key, stored } = await OneTimeToken.find(account, "change-email", hash);
  const change = stored.changeId && (await EmailChange.find(userId, stored.changeId));
  if (!account || !change || !EmailChange.isCurrent(change, account)) throw new TokenInvalidError();
  const isNew = stored.email === change.newEmail;
  if (!isNew && stored.email !== change.oldEmail) throw new TokenInvalidError();
  return { key, account, change, isNew };
}

async function note(seen: Seen): Promise<{ changed: boolean }> {
  const { change, isNew } = seen;
  const isSecond = (isNew ? change.oldConfirmedAt : change.newConfirmedAt) !== undefined;
  return isSecond ? complete(seen) : noteFirst(seen);
}

async function noteFirst({ key, change, isNew }: Seen): Promise<{ changed: boolean }> {
  const { userId, changeId } = change;
  const now = new Date().toISOString();
  return commit({
    entities: { token: OneTimeTokenEntity, change: EmailChangeEntity, account: AccountEntity },
    writes: (entities) => ({
      token: entities.token.remove(key).commit(),
      change: entities.change
        .patch({ userId, changeId })
        .set(isNew ? { newConfirmedAt: now } : { oldConfirmedAt: now })
        // Two who are both the first would wait for each other for good.
        .where((item, { notExists }) =>
          notExists(isNew ? item.oldConfirmedAt : item.newConfirmedAt),
        )
        .commit(),
      account: entities.account
        .check({ userId })
        .where((item, { eq }) => eq(item.emailChangeId, changeId))
        .commit(),
    }),
    rejected: {
      token: () => new TokenInvalidError(),
      account: () => new TokenInvalidError(),
      change: () => new OtherSideError(),
    },
    audit: { after: { confirmedBy: maskEmail(isNew ? change.newEmail : change.oldEmail) } },
    result: { changed: false },
  });
}

/** Moves the account to the new address and, as a new password does, ends the other sessions. */
async function complete({ key, account, change, isNew }: Seen): Promise<{ changed: boolean }> {
  const { userId, changeId, oldEmail, newEmail } = change;
  const epoch = account.epoch + 1;
  const now = new Date();
  const completedAt = now.toISOString();
  const sessions = await Session.ownAndOthers(userId, change.sessionId);
  const changed = await commit({
    entities: {
      token: OneTimeTokenEntity,
      change: EmailChangeEntity,
      account: AccountEntity,
      session: SessionEntity,
    },
    writes: (entities) => ({
      token: entities.token.remove(key).commit(),
      account: entities.account
        .patch({ userId })
        .set({ email: newEmail, epoch, verifiedAt: completedAt })
        .remove(["emailChangeId"])
        .where(
          (item, { eq }) =>
            `${eq(item.epoch, account.epoch)} AND ${eq(item.emailChangeId, changeId)} AND ${eq(item.email, oldEmail)}`,
        )
        .commit(),
      change: entities.change
        .patch({ userId, changeId })
        .set({
          ...(isNew ? { newConfirmedAt: completedAt } : { oldConfirmedAt: completedAt }),
          completedAt,
          expiresAt: Math.floor(now.getTime() / 1000) + KEPT_SECONDS,
        })
        .commit(),
      ...Session.keepOwn(entities.session, sessions, epoch),
    }),
    rejected: { token: () => new TokenInvalidError(), account: () => new TokenInvalidError() },
    directory: [
      Directory.remove("account-email", addressName(oldEmail), "claim"),
      Directory.claimForPerson(
        "account-email",
        addressName(newEmail),
        userId,
        () => new EmailTakenError(),
      ),
    ],
    events: [
      EmailChanged.create(userId, {}),
      Mailing.requested({ userId, epoch, changeId }, "email-changed"),
    ],
    audit: { before: { email: maskEmail(oldEmail) }, after: { email: maskEmail(newEmail) } },
    result: { changed: true },
  });
  await Session.endOutdated(userId, epoch);
  return changed;
}
