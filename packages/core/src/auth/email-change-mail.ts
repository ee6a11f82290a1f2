import * as Directory from "../platform/directory";
import type { Account } from "./account";
import type { ChangePurpose } from "./auth.schema";
import * as EmailChange from "./email-change";
import type { EmailChangeId } from "./email-change.schema";
import type { Letter } from "./mail-text";
import * as OneTimeToken from "./one-time-token";
import { addressName } from "./people";

/**
 * The letter to one address of a change, or nothing where the change has come to nothing since. Here, where
 * nobody waits for an answer, it is looked at whether the new address has an account: its owner is told
 * then, and gets no token.
 */
export async function draft(
  account: Account,
  purpose: ChangePurpose,
  changeId: EmailChangeId | undefined,
): Promise<Letter | undefined> {
  const change = changeId && (await EmailChange.find(account.userId, changeId));
  if (!change) return undefined;
  const { oldEmail, newEmail } = change;
  if (purpose === "email-changed") {
    return change.completedAt ? { to: oldEmail, purpose, address: newEmail } : undefined;
  }
  if (!EmailChange.isCurrent(change, account)) return undefined;
  const isNew = purpose === "confirm-new-email";
  if (isNew && (await isTaken(newEmail))) return { to: newEmail, purpose: "email-wanted" };
  const to = isNew ? newEmail : oldEmail;
  const { userId, epoch } = account;
  const token = await OneTimeToken.mint({ userId, email: to, changeId }, "change-email", epoch);
  return { to, purpose, address: newEmail, token };
}

async function isTaken(email: string): Promise<boolean> {
  const claim = await Directory.find("account-email", addressName(email), "claim", {
    consistent: true,
  });
  return claim !== undefined;
}
