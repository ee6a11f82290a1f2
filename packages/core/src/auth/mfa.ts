import { commit } from "../platform/commit";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { AccountNotFoundError, FactorMissingError } from "./auth.errors";
import type { Mfa } from "./auth.schema";
import * as Factors from "./factors";
import * as Mailing from "./mailing";
import { usePerson } from "./people";
import * as RecoveryCodes from "./recovery-codes";
import { RecoveryCodesEntity } from "./recovery-codes.entity";

/** Which second factors the person has. */
export async function read(): Promise<Mfa> {
  const { userId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const { totpSince, passkeys = 0 } = account;
  return { totpSince, passkeys, recoveryCodesLeft: await RecoveryCodes.countLeft(userId) };
}

/** Ten new recovery codes; the ones before are good no more. @throws FactorMissingError */
export async function regenerate(): Promise<{ recoveryCodes: string[] }> {
  const { userId } = usePerson();
  const account = await Account.find();
  if (!account || !Factors.has(account)) throw new FactorMissingError();
  const { codes, item } = RecoveryCodes.draft(userId);
  await commit({
    entities: { codes: RecoveryCodesEntity, account: AccountEntity },
    writes: (entities) => ({
      codes: entities.codes.put(item).commit(),
      account: entities.account
        .check({ userId })
        .where((stored, op) => Factors.unchanged(account, stored, op))
        .commit(),
    }),
    events: [Mailing.requested(account, "recovery-codes-renewed")],
  });
  return { recoveryCodes: codes };
}
