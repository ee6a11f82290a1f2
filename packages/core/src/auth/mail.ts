import { assertActor } from "../platform/actor";
import { env } from "../platform/env";
import * as Account from "./account";
import { AddressedPurpose, ChangePurpose, type MailPurpose } from "./auth.schema";
import type { EmailChangeId } from "./email-change.schema";
import * as EmailChangeMail from "./email-change-mail";
import { type Letter, type MailText, type Sender, writeMail } from "./mail-text";
import * as OneTimeToken from "./one-time-token";

export interface Mail extends MailText {
  readonly to: string;
}

interface Asked {
  readonly purpose: MailPurpose;
  readonly epoch: number;
  readonly changeId?: EmailChangeId | undefined;
}

/**
 * The mail that an event asks for, or nothing where nobody is there to get it. A token in
 * it is made here and nowhere else, and its hash is stored before the mail leaves.
 */
export async function compose(
  asked: Asked,
  sender: Sender = { name: "Faibric", siteUrl: env("SITE_URL") },
): Promise<Mail | undefined> {
  assertActor("account");
  const account = await Account.find();
  if (!account) return undefined;
  const purpose = ChangePurpose.safeParse(asked.purpose);
  const letter = purpose.success
    ? await EmailChangeMail.draft(account, purpose.data, asked.changeId)
    : await draft(account, asked);
  // A tenant writes to its customers as it speaks; the platform, as its people do.
  const locale = sender.locale ?? account.locale;
  return letter && { to: letter.to, ...writeMail(letter, { ...sender, locale }) };
}

async function draft(account: Account.Account, { purpose, epoch }: Asked): Promise<Letter> {
  const letter = { to: account.email, purpose };
  const allowing = AddressedPurpose.safeParse(purpose);
  if (!allowing.success) return letter;
  return { ...letter, token: await OneTimeToken.mint(account, allowing.data, epoch) };
}
