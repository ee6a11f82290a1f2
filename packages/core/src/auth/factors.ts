import { commit, type WritesTo } from "../platform/commit";
import * as Directory from "../platform/directory";
import type { UserId } from "../platform/id";
import * as Account from "./account";
import { inAccount } from "./account";
import { AccountEntity } from "./account.entity";
import { PasskeyNotFoundError, TotpNotFoundError } from "./auth.errors";
import * as Mailing from "./mailing";
import { PasskeyEntity } from "./passkey.entity";
import { usePerson } from "./people";
import { RecoveryCodesEntity } from "./recovery-codes.entity";
import * as Session from "./session";
import { eachSession } from "./session";
import { SessionEntity } from "./session.entity";
import { TotpEntity } from "./totp.entity";

interface Factors {
  readonly totpSince?: string | undefined;
  readonly passkeys?: number | undefined;
}

/** Whether the person proves more than a password or a mailbox when they sign in. */
export const has = ({ totpSince, passkeys = 0 }: Factors): boolean =>
  totpSince !== undefined || passkeys > 0;

/** Whether a person has a second factor: for who wants to ask it of others. */
export async function hasSecondFactor(userId: UserId): Promise<boolean> {
  const account = await inAccount(userId, "hasSecondFactor", Account.find);
  return account !== undefined && has(account);
}

/** Takes the authenticator app away; with the last factor, also what goes with having one. */
export async function removeTotp(account: Account.Account): Promise<void> {
  const { userId } = account;
  const ending = await endOfFactors(account, !has({ ...account, totpSince: undefined }));
  await commit({
    entities: {
      totp: TotpEntity,
      account: AccountEntity,
      codes: RecoveryCodesEntity,
      session: SessionEntity,
    },
    writes: (entities) => ({
      totp: entities.totp.remove({ userId }).commit(),
      account: entities.account
        .patch({ userId })
        .set({ epoch: ending.epoch })
        .remove(["totpSince"])
        .where((item, op) => unchanged(account, item, op))
        .commit(),
      ...forgetting(entities, account, ending),
    }),
    rejected: { totp: () => new TotpNotFoundError() },
    events: [Mailing.requested({ userId, epoch: ending.epoch }, "totp-removed")],
  });
  if (ending.last) await Session.endOutdated(userId, ending.epoch);
}

/** Takes a passkey away; with the last factor, also what goes with having one. */
export async function removePasskey(
  account: Account.Account,
  { credentialHash }: { readonly credentialHash: string },
): Promise<void> {
  const { userId, passkeys = 0 } = account;
  const ending = await endOfFactors(account, !has({ ...account, passkeys: passkeys - 1 }));
  await commit({
    entities: {
      passkey: PasskeyEntity,
      account: AccountEntity,
      codes: RecoveryCodesEntity,
      session: SessionEntity,
    },
    writes: (entities) => ({
      passkey: entities.passkey.remove({ userId, credentialHash }).commit(),
      account: entities.account
        .patch({ userId })
        .set({ epoch: ending.epoch, passkeys: passkeys - 1 })
        .where((item, op) => unchanged(account, item, op))
        .commit(),
      ...forgetting(entities, account, ending),
    }),
    rejected: { passkey: () => new PasskeyNotFoundError() },
    directory: [Directory.remove("passkeys", credentialHash, "claim")],
    events: [Mailing.requested({ userId, epoch: ending.epoch }, "passkey-removed")],
  });
  if (ending.last) await Session.endOutdated(userId, ending.epoch);
}

interface Ending {
  /** Whether it was the last factor. */
  readonly last: boolean;
  readonly epoch: number;
  /** Those that forget what they have proved. */
  readonly sessions: readonly Session.StoredSession[];
}

/**
 * Without any factor, no session has proved one: each forgets it. Those that begin meanwhile, and what is beyond
 * one transaction, the new epoch ends.
 */
async function endOfFactors({ userId, epoch }: Account.Account, last: boolean): Promise<Ending> {
  if (!last) return { last, epoch, sessions: [] };
  const { own, others } = await Session.ownAndOthers(userId, usePerson().sessionId);
  return { last, epoch: epoch + 1, sessions: [...own, ...others] };
}

interface Forgetful {
  readonly codes: WritesTo<typeof RecoveryCodesEntity>;
  readonly session: WritesTo<typeof SessionEntity>;
}

/** Removes what only goes with having a factor: the recovery codes, and what sessions have proved. */
function forgetting(
  { codes, session }: Forgetful,
  { userId }: Account.Account,
  { last, epoch, sessions }: Ending,
) {
  return {
    ...(last ? { codes: codes.delete({ userId }).commit() } : {}),
    ...eachSession(sessions, (key) =>
      session.patch(key).set({ epoch }).remove(["secondFactorAt"]).commit(),
    ),
  };
}

interface Operations {
  eq(attribute: unknown, value: unknown): string;
  notExists(attribute: unknown): string;
}

/** That nobody added or removed a factor since the account was read, so that what is the last one is. */
export function unchanged(
  { epoch, totpSince, passkeys }: Account.Account,
  item: { readonly epoch: unknown; readonly totpSince: unknown; readonly passkeys: unknown },
  { eq, notExists }: Operations,
): string {
  const same = (attribute: unknown, value: unknown) =>
    value === undefined ? notExists(attribute) : eq(attribute, value);
  return [
    eq(item.epoch, epoch),
    same(item.totpSince, totpSince),
    same(item.passkeys, passkeys),
  ].join(" AND ");
}
