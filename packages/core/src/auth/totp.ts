import { Secret, TOTP } from "otpauth";
import { commit } from "../platform/commit";
import * as Envelope from "../platform/envelope";
import type { PersonId } from "../platform/id";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import {
  AccountNotFoundError,
  CodeWrongError,
  TotpExistsError,
  TotpNotFoundError,
} from "./auth.errors";
import { takeSecondFactor } from "./factor-tries";
import * as Factors from "./factors";
import * as Mailing from "./mailing";
import { usePerson } from "./people";
import * as RecoveryCodes from "./recovery-codes";
import { RecoveryCodesEntity } from "./recovery-codes.entity";
import { proof } from "./session";
import { SessionEntity } from "./session.entity";
import { TotpEntity } from "./totp.entity";

// What every authenticator app takes. Source: RFC 6238; Google's Key URI format
const ALGORITHM = "SHA1";
const DIGITS = 6;
const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
/** Clocks differ, and typing takes time: the code before and the one after are good too. */
const STEPS_AROUND = 1;
const UNCONFIRMED_SECONDS = 60 * 60;
const SEALED_FOR = { purpose: "auth-totp", name: "secret" };

/**
 * Makes a secret for an authenticator app. It is asked for once its first code has come; until then another
 * call makes another. @throws TotpExistsError where there is one already
 */
export async function enrol(): Promise<{ secret: string; uri: string }> {
  const { userId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const secret = new Secret({ size: SECRET_BYTES });
  const sealedSecret = await Account.inAccount(userId, "totp", () =>
    Envelope.seal(secret.base32, SEALED_FOR),
  );
  const now = new Date();
  const expiresAt = Math.floor(now.getTime() / 1000) + UNCONFIRMED_SECONDS;
  await commit({
    entities: { totp: TotpEntity },
    writes: (entities) => ({
      totp: entities.totp
        .put({ userId, sealedSecret, createdAt: now.toISOString(), expiresAt })
        .where((item, { notExists }) => notExists(item.confirmedAt))
        .commit(),
    }),
    rejected: { totp: () => new TotpExistsError() },
  });
  return { secret: secret.base32, uri: totpOf(secret, account.email).toString() };
}

/**
 * Takes the app for the person's second factor, once a code shows that it has the secret.
 * @returns the recovery codes, where the person had none
 * @throws CodeWrongError, TotpNotFoundError
 */
export async function confirm(code: string): Promise<{ recoveryCodes?: string[] }> {
  const { userId, sessionId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const stored = await read(userId);
  if (!stored || (stored.expiresAt ?? Number.POSITIVE_INFINITY) <= Date.now() / 1000) {
    throw new TotpNotFoundError();
  }
  if (stored.confirmedAt) throw new TotpExistsError();
  const tries = await takeSecondFactor(account);
  const step = stepOf(await opened(stored), code);
  if (step === undefined) return tries.fail();
  await tries.succeed();
  const codes = Factors.has(account) ? undefined : RecoveryCodes.draft(userId);
  const now = new Date().toISOString();
  await commit({
    entities: {
      totp: TotpEntity,
      account: AccountEntity,
      codes: RecoveryCodesEntity,
      session: SessionEntity,
    },
    writes: (entities) => ({
      totp: entities.totp
        .patch({ userId })
        .set({ confirmedAt: now, lastStep: step })
        .remove(["expiresAt"])
        .where(
          (item, { eq, notExists }) =>
            `${eq(item.sealedSecret, stored.sealedSecret)} AND ${notExists(item.confirmedAt)}`,
        )
        .commit(),
      account: entities.account.patch({ userId }).set({ totpSince: now }).commit(),
      ...(codes ? { codes: entities.codes.put(codes.item).commit() } : {}),
      ...(sessionId
        ? {
            session: entities.session
              .patch({ userId, sessionId })
              .set(proof({ secondFactor: true }))
              .commit(),
          }
        : {}),
    }),
    rejected: { totp: () => new CodeWrongError() },
    events: [Mailing.requested(account, "totp-added")],
  });
  return codes ? { recoveryCodes: codes.codes } : {};
}

/** Asks for codes no more. @throws TotpNotFoundError */
export async function disable(): Promise<void> {
  usePerson();
  const account = await Account.find();
  if (!account?.totpSince) throw new TotpNotFoundError();
  await Factors.removeTotp(account);
}

/** The time step of a code that is good now and was not used, or undefined. */
export async function match(userId: PersonId, code: string): Promise<number | undefined> {
  const stored = await read(userId);
  if (!stored?.confirmedAt) return undefined;
  const step = stepOf(await opened(stored), code);
  return step !== undefined && step > (stored.lastStep ?? 0) ? step : undefined;
}

async function read(userId: PersonId) {
  const { data } = await TotpEntity.get({ userId }).go({ consistent: true });
  return data ?? undefined;
}

type Sealed = Readonly<{ userId: PersonId; sealedSecret: string }>;

/** It was sealed for its person: anybody else's does not open. */
async function opened({ userId, sealedSecret }: Sealed): Promise<Secret> {
  const secret = await Account.inAccount(userId, "totp", () =>
    Envelope.open(sealedSecret, SEALED_FOR),
  );
  return Secret.fromBase32(secret.reveal());
}

const totpOf = (secret: Secret, label = "") =>
  new TOTP({
    issuer: "Faibric",
    label,
    secret,
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });

function stepOf(secret: Secret, code: string): number | undefined {
  const timestamp = Date.now();
  const token = code.replace(/\s/g, "");
  const delta = totpOf(secret).validate({ token, timestamp, window: STEPS_AROUND });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}
