import { LimitExceededError } from "../platform/errors";
import { networkOf, useOrigin } from "../platform/origin";
import { giveBack, type Taken, take } from "../platform/throttle";
import * as Account from "./account";
import { SIGN_IN_FROM_ANYWHERE, SIGN_IN_TO_ACCOUNT } from "./limits";
import { addressIn } from "./people";
import * as Session from "./session";

/**
 * Counts a try at an account's password before it is looked at: for the network it comes from, and for all.
 * An outsider locks his own network out; many of them together lock out all but those that the person has a
 * session from, so that nobody is kept out of their own account at home. @throws LimitExceededError
 */
export async function takeSignIn(email: string) {
  const here = await take(
    SIGN_IN_TO_ACCOUNT,
    `${addressIn(email)} ${networkOf(useOrigin().address)}`,
  );
  const anywhere = await takeAnywhere(email);
  const locks =
    here.count === SIGN_IN_TO_ACCOUNT.limit || anywhere?.count === SIGN_IN_FROM_ANYWHERE.limit;
  return {
    /** Whether it was the last that is let through, should it fail. */
    locks,
    async succeed(): Promise<void> {
      await Promise.all([here, ...(anywhere ? [anywhere] : [])].map(giveBack));
    },
  };
}

async function takeAnywhere(email: string): Promise<Taken | undefined> {
  try {
    return await take(SIGN_IN_FROM_ANYWHERE, addressIn(email));
  } catch (error) {
    if (error instanceof LimitExceededError && (await isKnownHere(email))) return undefined;
    throw error;
  }
}

/** Whether the person has a session from the network that asks. */
async function isKnownHere(email: string): Promise<boolean> {
  const network = networkOf(useOrigin().address);
  const userId = await Account.findPerson(email);
  const sessions = await Account.inAccount(userId, "signIn", () => Session.all(userId));
  return sessions.some(
    ({ address, expiresAt }) => networkOf(address) === network && expiresAt > Date.now() / 1000,
  );
}
