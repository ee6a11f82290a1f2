import { inAccount } from "../auth/account";
import { AccountEntity } from "../auth/account.entity";
import { addressName } from "../auth/people";
import * as Directory from "../platform/directory";
import type { UserId } from "../platform/id";
import { newUser } from "./actors";

/** Somebody with an account, whose address is proved unless said otherwise. */
export async function newAccount(
  email: string,
  { verified = true, factor = false, userId = newUser() } = {},
): Promise<UserId> {
  const now = new Date().toISOString();
  const account = {
    userId,
    email,
    epoch: 1,
    createdAt: now,
    ...(verified ? { verifiedAt: now } : {}),
    ...(factor ? { totpSince: now } : {}),
  };
  await inAccount(userId, "test", () => AccountEntity.create(account).go());
  const name = addressName(email);
  await Directory.findOrAdd({ kind: "account-email", name, member: "claim", detail: userId });
  return userId;
}
