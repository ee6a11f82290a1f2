import { tellTogether } from "../platform/audit-tally";
import { commit } from "../platform/commit";
import { AppError } from "../platform/errors";
import { PersonId } from "../platform/id";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { PasskeyRefusedError, SessionEndedError } from "./auth.errors";
import type { Tokens } from "./auth.schema";
import type { Assertion } from "./passkey.schema";
import * as PasskeyAssertion from "./passkey-assertion";
import * as PasskeyChallenge from "./passkey-challenge";
import { poolOf, usePerson, usePool } from "./people";
import { issue } from "./refresh";
import * as Session from "./session";
import { SessionEntity } from "./session.entity";

/**
 * Signs in with a passkey, which is two factors at once: having it, and what its authenticator verified the
 * person by. @throws PasskeyRefusedError, LimitExceededError
 */
export async function signIn(assertion: Assertion): Promise<Tokens> {
  const { clientDataJSON, userHandle } = assertion.response;
  const challenge = await PasskeyChallenge.spend(clientDataJSON, { purpose: "sign-in" });
  const userId = personIn(userHandle ?? "");
  return Account.inAccount(userId, "signInByPasskey", async () => {
    const account = await Account.find();
    if (!account) throw new PasskeyRefusedError();
    const proved = await verify(assertion, { userId, challenge });
    const { session, token } = Session.draft(account, { secondFactor: true });
    await commit({
      entities: { ...PasskeyAssertion.NOTED, session: SessionEntity, account: AccountEntity },
      writes: (entities) => ({
        passkey: PasskeyAssertion.note(entities, proved),
        session: entities.session.create(session).commit(),
        account: entities.account
          .check({ userId })
          .where((item, { eq }) => eq(item.epoch, account.epoch))
          .commit(),
      }),
      rejected: {
        passkey: () => new PasskeyRefusedError(),
        account: () => new PasskeyRefusedError(),
      },
    });
    return issue(token);
  });
}

/** The passkey's assertion. The log of the account is told of one that is refused. */
async function verify(...asked: Parameters<typeof PasskeyAssertion.verify>) {
  try {
    return await PasskeyAssertion.verify(...asked);
  } catch (error) {
    if (error instanceof AppError) await tellTogether(error.code);
    throw error;
  }
}

/** Proves by a passkey that the session is its person's; it counts as a second factor. */
export async function stepUp(assertion: Assertion): Promise<void> {
  const { userId, sessionId } = usePerson();
  const { clientDataJSON } = assertion.response;
  const made = { purpose: "step-up", userId } as const;
  const challenge = await PasskeyChallenge.spend(clientDataJSON, made);
  const proved = await PasskeyAssertion.verify(assertion, { userId, challenge });
  if (!sessionId) throw new SessionEndedError();
  await commit({
    entities: { ...PasskeyAssertion.NOTED, session: SessionEntity },
    writes: (entities) => ({
      passkey: PasskeyAssertion.note(entities, proved),
      session: entities.session
        .patch({ userId, sessionId })
        .set(Session.proof({ secondFactor: true }))
        .commit(),
    }),
    rejected: {
      passkey: () => new PasskeyRefusedError(),
      session: () => new SessionEndedError(),
    },
  });
}

/** Whom the authenticator has the passkey for. It only says where to look: the signature is checked there. */
function personIn(userHandle: string): PersonId {
  const named = PersonId.safeParse(Buffer.from(userHandle, "base64url").toString("utf8")).data;
  if (!named || poolOf(named).name !== usePool().name) throw new PasskeyRefusedError();
  return named;
}
