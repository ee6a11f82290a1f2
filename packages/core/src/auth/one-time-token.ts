import { useOwner } from "../platform/actor";
import { tellTogether } from "../platform/audit-tally";
import type { PersonId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import type { Account } from "./account";
import { TokenInvalidError } from "./auth.errors";
import type { AddressedPurpose, TokenPurpose } from "./auth.schema";
import { CHANGE_SECONDS, type EmailChangeId } from "./email-change.schema";
import { OneTimeTokenEntity } from "./one-time-token.entity";
import { bareId, personIn, usePool } from "./people";

const MINUTE = 60;
const LIFETIME_SECONDS: Readonly<Record<TokenPurpose, number>> = {
  "verify-email": 24 * 60 * MINUTE,
  "magic-link": 15 * MINUTE,
  "reset-password": 30 * MINUTE,
  "change-email": CHANGE_SECONDS,
};

/** `ot_<person>_<secret>`: the person tells whose area to look in, the secret proves it. */
const FORM = /^ot_([0-9a-z]{26})_([\w-]{43})$/;

/** Whom a token is mailed to. */
interface Addressee {
  readonly userId: PersonId;
  readonly email: string;
  /** The change of address that it confirms. */
  readonly changeId?: EmailChangeId;
}

/** Makes a token for the actor's account. Only its hash is kept: the answer is the one place it is in. */
export async function mint(
  { userId, email, changeId }: Addressee,
  purpose: TokenPurpose,
  epoch: number,
): Promise<string> {
  const secret = newSecret();
  await OneTimeTokenEntity.create({
    userId,
    purpose,
    hash: hashOf(secret),
    email,
    ...(changeId ? { changeId } : {}),
    epoch,
    expiresAt: nowSeconds() + LIFETIME_SECONDS[purpose],
  }).go({ response: "none" });
  return `ot_${bareId(userId)}_${secret}`;
}

/** Whose token it says it is, of the people of the request's pool, and its hash. @throws TokenInvalidError where it is none of ours */
export function parse(token: string): { userId: PersonId; hash: string } {
  const [, person = "", secret = ""] = FORM.exec(token) ?? [];
  const userId = personIn(usePool(), person);
  if (!userId) throw new TokenInvalidError();
  return { userId, hash: hashOf(secret) };
}

/**
 * The token as it was stored, if it is still good and was mailed to the address the account has. It is used
 * up by removing it in the transaction of what it allows.
 * @throws TokenInvalidError
 */
export async function look(account: Account | undefined, purpose: AddressedPurpose, hash: string) {
  const found = await find(account, purpose, hash);
  if (found.stored.email !== found.account.email) return refuse(account);
  return found;
}

/** The same, whichever address it was mailed to. @throws TokenInvalidError */
export async function find(account: Account | undefined, purpose: TokenPurpose, hash: string) {
  const userId = useOwner() as PersonId;
  const { data } = await OneTimeTokenEntity.get({ userId, purpose, hash }).go({ consistent: true });
  const good = account && data && data.expiresAt > nowSeconds() && data.epoch === account.epoch;
  if (!good) return refuse(account);
  return { key: { userId, purpose, hash }, account, stored: data };
}

/** The account's log is told that somebody tried. */
async function refuse(account: Account | undefined): Promise<never> {
  const refused = new TokenInvalidError();
  if (account) await tellTogether(refused.code);
  throw refused;
}

const nowSeconds = () => Math.floor(Date.now() / 1000);
