import type { PersonId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import type { Account } from "./account";
import { TokenInvalidError } from "./auth.errors";
import type { MfaChallenge } from "./auth.schema";
import { MfaChallengeEntity } from "./mfa-challenge.entity";
import { bareId, personIn, usePool } from "./people";

const LIFETIME_SECONDS = 5 * 60;
const MAX_TRIES = 5;

/** `mc_<person>_<secret>`: the person tells whose area to look in, the secret proves the first factor. */
const FORM = /^mc_([0-9a-z]{26})_([\w-]{43})$/;

/** Asks who has proved a first factor for a second one. Not stored yet. */
export function draft(account: Account) {
  const { userId, epoch, totpSince, passkeys = 0 } = account;
  const secret = newSecret();
  const expiresAt = Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
  const item = { userId, hash: hashOf(secret), epoch, tries: 0, expiresAt };
  const answer: MfaChallenge = {
    mfaToken: `mc_${bareId(userId)}_${secret}`,
    factors: [
      ...(totpSince ? (["totp"] as const) : []),
      ...(passkeys ? (["passkey"] as const) : []),
      "recovery-code",
    ],
    expiresIn: LIFETIME_SECONDS,
  };
  return { item, answer };
}

/** Stores a challenge where nothing else changes. */
export async function ask(account: Account): Promise<MfaChallenge> {
  const { item, answer } = draft(account);
  await MfaChallengeEntity.create(item).go({ response: "none" });
  return answer;
}

export type Key = Readonly<{ userId: PersonId; hash: string }>;

/** Whose challenge a token says it is, and its hash. @throws TokenInvalidError where it is none of ours */
export function parse(mfaToken: string): Key {
  const [, person = "", secret = ""] = FORM.exec(mfaToken) ?? [];
  const userId = personIn(usePool(), person);
  if (!userId) throw new TokenInvalidError();
  return { userId, hash: hashOf(secret) };
}

/**
 * Counts before it looks, so that no more than so many tries pass, however many come at once.
 * @throws TokenInvalidError where it has ended, or there were too many
 */
export async function countTry(key: Key): Promise<{ epoch: number }> {
  const now = Math.floor(Date.now() / 1000);
  try {
    const { data } = await MfaChallengeEntity.patch(key)
      .add({ tries: 1 })
      .where((item, { lt, gt }) => `${lt(item.tries, MAX_TRIES)} AND ${gt(item.expiresAt, now)}`)
      .go({ response: "all_new" });
    return { epoch: data.epoch ?? 0 };
  } catch (error) {
    const { name } = ((error as Error).cause ?? {}) as { name?: string };
    throw name === "ConditionalCheckFailedException" ? new TokenInvalidError() : error;
  }
}
