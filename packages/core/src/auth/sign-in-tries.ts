import { LimitExceededError } from "../platform/errors";
import { networkOf, useOrigin } from "../platform/origin";
import { type Counted, type Counter, count, ownerOf, uncount } from "../platform/throttle";
import * as Account from "./account";
import { SIGN_INS } from "./limits";
import { addressIn } from "./people";
import * as Session from "./session";

const { fromNetwork, fromAnywhere, seconds } = SIGN_INS;
const ANYWHERE: Counter = { name: "attempts-from-anywhere", limit: fromAnywhere };

/**
 * Counts a try at an account's password before it is looked at: for the network it comes from, and for all, in one
 * write. An outsider locks his own network out; many of them together lock out all but those that the person has a
 * session from, so that nobody is kept out of their own account at home. @throws LimitExceededError
 */
export async function takeSignIn(email: string) {
  const network = networkOf(useOrigin().address);
  const here: Counter = { name: "attempts", of: network, limit: fromNetwork };
  const owner = ownerOf(SIGN_INS.name, addressIn(email));
  const on = (...counters: Counter[]) => ({ owner, seconds, counters });
  const both = on(here, ANYWHERE);
  const taken = await count(both).then(
    (counted) => ({ counted, stretch: both }),
    async (error: unknown) => {
      if (!(error instanceof LimitExceededError)) throw error;
      const fullHere = fullIn(error).some(({ name }) => name === here.name);
      if (fullHere || !(await isKnownFrom(network, email))) throw told(error);
      return { counted: await count(on(here)), stretch: on(here) };
    },
  );
  return {
    /** Whether it was the last that is let through, should it fail. */
    locks: isLast(taken.counted),
    succeed: (): Promise<void> => uncount(taken.stretch, taken.counted.since),
  };
}

const isLast = ({ quotas }: Counted) => quotas.some(({ left }) => left === 0);

const fullIn = ({ quotas }: LimitExceededError) => quotas.filter(({ left }) => left === 0);

/** How often others have tried is told to nobody, unless it is what keeps them out. */
const told = (error: LimitExceededError) =>
  new LimitExceededError(error.retryAfterSeconds, fullIn(error));

/** Whether the person has a session from the network that asks. */
async function isKnownFrom(network: string, email: string): Promise<boolean> {
  const userId = await Account.findPerson(email);
  const sessions = await Account.inAccount(userId, "signIn", () => Session.all(userId));
  return sessions.some(
    ({ address, expiresAt }) => networkOf(address) === network && expiresAt > Date.now() / 1000,
  );
}
