import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { ConflictError } from "../platform/errors";
import type { MailLanguage } from "../platform/mail-language";
import { passes } from "../platform/throttle";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { TokenInvalidError } from "./auth.errors";
import { evenly } from "./evenly";
import { MAIL_TO_ADDRESS } from "./limits";
import * as Mailing from "./mailing";
import * as OneTimeToken from "./one-time-token";
import { OneTimeTokenEntity } from "./one-time-token.entity";
import * as Password from "./password";
import { assertStrong } from "./password-strength";
import { addressIn, addressName, listed, newPerson, usePool } from "./people";

const ANSWERED_AFTER_MS = 600;
/** What the person whose address it is reads in their log: the answer does not say it. */
const REPEATED = { outcome: "denied", reason: "auth.address.taken" } as const;

/** Told to nobody: the answer is the same where an address has an account. */
class AddressTakenError extends ConflictError {}

/**
 * Makes an account, which can be used once its address is verified. Where the address has one already,
 * the answer and its time are the same, and whom the address belongs to is told by mail.
 * @throws InvalidRequestError about a weak password, LimitExceededError
 */
export async function signUp(input: {
  email: string;
  password: string;
  locale?: MailLanguage | undefined;
}): Promise<void> {
  const { email, password, locale } = input;
  assertStrong(password, "password", [email]);
  await evenly(ANSWERED_AFTER_MS, async () => {
    const passwordHash = await Password.hash(password);
    const mayMail = await passes(MAIL_TO_ADDRESS, addressIn(email));
    const taken = await register({ email, passwordHash, locale }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof AddressTakenError) return true;
        throw error;
      },
    );
    if (taken && mayMail) await signUpAgain(email, passwordHash);
  });
}

/** Makes the account and takes the address, together or not at all. */
async function register(entered: {
  email: string;
  passwordHash: string;
  locale: MailLanguage | undefined;
}): Promise<void> {
  const { email, passwordHash, locale } = entered;
  const userId = newPerson(usePool());
  const createdAt = new Date().toISOString();
  const account = { userId, email, passwordHash, epoch: 1, createdAt, ...(locale && { locale }) };
  await Account.inAccount(userId, "signUp", () =>
    commit({
      entities: { account: AccountEntity },
      writes: (entities) => ({ account: entities.account.create(account).commit() }),
      directory: [
        Directory.claimForPerson(
          "account-email",
          addressName(email),
          userId,
          () => new AddressTakenError("The address has an account."),
        ),
        ...listed(userId),
      ],
      events: [Mailing.requested(account, "verify-email")],
    }),
  );
}

/**
 * The address has an account. Whoever has proved that it is theirs is told. If nobody has, nobody's
 * password counts yet: the latest does, and the links to verify earlier ones are good no more.
 */
async function signUpAgain(email: string, passwordHash: string): Promise<void> {
  await Account.inAccount(await Account.findPerson(email), "signUp", async () => {
    const account = await Account.find();
    if (!account) return; // made this very moment: its own mail is on its way
    if (account.verifiedAt) return Mailing.request(account, "sign-up-repeated", REPEATED);
    const { userId } = account;
    const epoch = account.epoch + 1;
    await commit({
      entities: { account: AccountEntity },
      writes: (entities) => ({
        account: entities.account
          .patch({ userId })
          .set({ passwordHash, epoch })
          .where(
            (item, { eq, notExists }) =>
              `${eq(item.epoch, account.epoch)} AND ${notExists(item.verifiedAt)}`,
          )
          .commit(),
      }),
      rejected: { account: () => new AddressTakenError("The address has an account.") },
      events: [Mailing.requested({ userId, epoch }, "verify-email")],
    }).catch((error: unknown) => {
      // Another sign-up got there first, or the address was verified: that counts.
      if (!(error instanceof AddressTakenError)) throw error;
    });
  });
}

/** Notes that the address is its person's. @throws TokenInvalidError */
export async function verifyEmail(token: string): Promise<void> {
  const { userId, hash } = OneTimeToken.parse(token);
  await Account.inAccount(userId, "verifyEmail", async () => {
    const { key, account } = await OneTimeToken.look(await Account.find(), "verify-email", hash);
    const verifiedAt = account.verifiedAt ?? new Date().toISOString();
    await commit({
      entities: { token: OneTimeTokenEntity, account: AccountEntity },
      writes: (entities) => ({
        token: entities.token.remove(key).commit(),
        account: entities.account
          .patch({ userId })
          .set({ verifiedAt })
          .where((item, { eq }) => eq(item.epoch, account.epoch))
          .commit(),
      }),
      rejected: { token: () => new TokenInvalidError(), account: () => new TokenInvalidError() },
    });
  });
}
