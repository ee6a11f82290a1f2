import type { EntityItem } from "electrodb";
import { commit } from "../platform/commit";
import { createId, type PersonId } from "../platform/id";
import { maskEmail } from "../platform/masking";
import { passes, take } from "../platform/throttle";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError, EmailChangeNotFoundError, SameEmailError } from "./auth.errors";
import { EmailChangeEntity } from "./email-change.entity";
import { CHANGE_SECONDS, type EmailChange, type EmailChangeId } from "./email-change.schema";
import { EMAIL_CHANGES, MAIL_TO_ADDRESS } from "./limits";
import * as Mailing from "./mailing";
import { addressIn, usePerson } from "./people";

export type StoredChange = EntityItem<typeof EmailChangeEntity>;

/**
 * Has a link mailed to the address of now and to the new one. Whether the new one has an account is looked
 * at when its mail is written, not here: nothing about the answer, nor its time, can tell. A change that was
 * under way is replaced.
 * @throws SameEmailError, LimitExceededError
 */
export async function request(newEmail: string): Promise<EmailChange> {
  const { userId, sessionId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const { email: oldEmail, epoch, emailChangeId: earlier } = account;
  if (newEmail === oldEmail) throw new SameEmailError();
  await take(EMAIL_CHANGES, userId);
  const mayMail = await passes(MAIL_TO_ADDRESS, addressIn(newEmail));

  const changeId = createId("emc");
  const now = Date.now();
  const endsAt = Math.floor(now / 1000) + CHANGE_SECONDS;
  const change: StoredChange = {
    ...{ userId, changeId, oldEmail, newEmail, epoch, endsAt, expiresAt: endsAt },
    ...(sessionId ? { sessionId } : {}),
    requestedAt: new Date(now).toISOString(),
  };
  const mailTo = (purpose: "confirm-old-email" | "confirm-new-email") =>
    Mailing.requested({ userId, epoch, changeId }, purpose);
  return commit({
    entities: { change: EmailChangeEntity, account: AccountEntity },
    writes: (entities) => ({
      change: entities.change.create(change).commit(),
      ...(earlier
        ? { replaced: entities.change.delete({ userId, changeId: earlier }).commit() }
        : {}),
      account: entities.account
        .patch({ userId })
        .set({ emailChangeId: changeId })
        .where((item, { eq }) => `${eq(item.epoch, epoch)} AND ${eq(item.email, oldEmail)}`)
        .commit(),
    }),
    events: [mailTo("confirm-old-email"), ...(mayMail ? [mailTo("confirm-new-email")] : [])],
    audit: { after: { newEmail: maskEmail(newEmail) } },
    result: shown(change),
  });
}

/** The change that is under way. @throws EmailChangeNotFoundError */
export async function read(): Promise<EmailChange> {
  usePerson();
  return shown(await current(await Account.find()));
}

/** Ends the change that is under way. @throws EmailChangeNotFoundError */
export async function cancel(): Promise<void> {
  const { userId } = usePerson();
  const { changeId, newEmail } = await current(await Account.find());
  await commit({
    entities: { change: EmailChangeEntity, account: AccountEntity },
    writes: (entities) => ({
      account: entities.account
        .patch({ userId })
        .remove(["emailChangeId"])
        .where((item, { eq }) => eq(item.emailChangeId, changeId))
        .commit(),
      change: entities.change.delete({ userId, changeId }).commit(),
    }),
    rejected: { account: () => new EmailChangeNotFoundError() },
    audit: { before: { newEmail: maskEmail(newEmail) } },
  });
}

/** A change of the person's, whatever has become of it. */
export async function find(
  userId: PersonId,
  changeId: EmailChangeId,
): Promise<StoredChange | undefined> {
  const { data } = await EmailChangeEntity.get({ userId, changeId }).go({ consistent: true });
  return data ?? undefined;
}

/** Whether a change can still be confirmed: the latest, in time, and with no new password in between. */
export function isCurrent(change: StoredChange, account: Account.Account): boolean {
  return (
    account.emailChangeId === change.changeId &&
    account.epoch === change.epoch &&
    account.email === change.oldEmail &&
    change.endsAt > Date.now() / 1000
  );
}

async function current(account: Account.Account | undefined): Promise<StoredChange> {
  const change = account?.emailChangeId && (await find(account.userId, account.emailChangeId));
  if (!change || !isCurrent(change, account)) throw new EmailChangeNotFoundError();
  return change;
}

const shown = ({ endsAt, ...change }: StoredChange): EmailChange => ({
  ...change,
  endsAt: new Date(endsAt * 1000).toISOString(),
});
