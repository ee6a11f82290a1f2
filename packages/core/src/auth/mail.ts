import { assertActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { env } from "../platform/env";
import { wasHandled } from "../platform/handled";
import * as Account from "./account";
import { type MailPurpose, TokenPurpose } from "./auth.schema";
import { type MailText, type Sender, writeMail } from "./mail-text";
import * as OneTimeToken from "./one-time-token";

export interface Mail extends MailText {
  readonly to: string;
}

/**
 * The mail that an event asks for, or nothing where it was sent or nobody is there to get it. A token in
 * it is made here and nowhere else, and its hash is stored before the mail leaves.
 */
export async function compose(
  asked: { purpose: MailPurpose; epoch: number },
  sender: Sender = { name: "Faibric", siteUrl: env("SITE_URL") },
): Promise<Mail | undefined> {
  assertActor("account");
  if (await wasHandled()) return undefined;
  const account = await Account.find();
  if (!account) return undefined;
  const purpose = TokenPurpose.safeParse(asked.purpose);
  const token = purpose.success
    ? await OneTimeToken.mint(account, purpose.data, asked.epoch)
    : undefined;
  return { to: account.email, ...writeMail(asked.purpose, sender, token) };
}

/** Notes that the mail is sent. What dies between the two sends it twice, each with a good token. */
export async function settle(): Promise<void> {
  assertActor("account");
  await commit({ entities: {}, writes: () => ({}) });
}
