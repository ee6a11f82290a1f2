import type { Writable } from "../platform/commit";
import type { PersonId } from "../platform/id";
import type { Account } from "./account";
import { takeSecondFactor } from "./factor-tries";
import * as RecoveryCodes from "./recovery-codes";
import { RecoveryCodesEntity } from "./recovery-codes.entity";
import * as Totp from "./totp";
import { TotpEntity } from "./totp.entity";

/** A code that is good. It is used up by `spend`, in the transaction of what it allows. */
export type ProvedCode = { readonly step: number } | { readonly recoveryHash: string };

const TOTP_FORM = /^\d{3}\s*\d{3}$/;

/** Looks at a code of the person's authenticator app, or at a recovery code. @throws CodeWrongError */
export async function check(account: Account, code: string): Promise<ProvedCode> {
  const tries = await takeSecondFactor(account);
  const proved = await match(account.userId, code);
  if (!proved) return tries.fail();
  await tries.succeed();
  return proved;
}

async function match(userId: PersonId, code: string): Promise<ProvedCode | undefined> {
  if (TOTP_FORM.test(code)) {
    const step = await Totp.match(userId, code);
    return step === undefined ? undefined : { step };
  }
  const recoveryHash = await RecoveryCodes.match(userId, code);
  return recoveryHash === undefined ? undefined : { recoveryHash };
}

/** What `spend` writes to. */
export const SPENT = { totp: TotpEntity, codes: RecoveryCodesEntity };

/** Uses a code up, unless somebody has since it was looked at: the write named `code` is rejected then. */
export function spend(entities: Writable<typeof SPENT>, userId: PersonId, proved: ProvedCode) {
  if ("step" in proved) {
    const { step } = proved;
    return entities.totp
      .patch({ userId })
      .set({ lastStep: step })
      .where((item, { lt }) => lt(item.lastStep, step))
      .commit();
  }
  const { recoveryHash } = proved;
  return entities.codes
    .patch({ userId })
    .delete({ hashes: [recoveryHash] })
    .where((item, { contains }) => contains(item.hashes, recoveryHash))
    .commit();
}
