import { assertActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { giveBack, take } from "../platform/throttle";
import * as Account from "./account";
import { AccountNotFoundError, SessionEndedError, WrongPasswordError } from "./auth.errors";
import { KNOWN_PASSWORD } from "./limits";
import * as Password from "./password";
import { proof } from "./session";
import { SessionEntity } from "./session.entity";

/** Proves by the password that the session is its person's. @throws WrongPasswordError */
export async function byPassword(password: string): Promise<void> {
  const { userId } = assertActor("user");
  const attempt = await take(KNOWN_PASSWORD, userId);
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  if (!(await Password.verify(password, account.passwordHash))) throw new WrongPasswordError();
  await giveBack(attempt);
  await note({ secondFactor: false });
}

/** Notes in the session that asks what was proved in it. */
async function note(proved: { secondFactor: boolean }): Promise<void> {
  const { userId, sessionId } = assertActor("user");
  if (!sessionId) throw new SessionEndedError();
  await commit({
    entities: { session: SessionEntity },
    writes: (entities) => ({
      session: entities.session.patch({ userId, sessionId }).set(proof(proved)).commit(),
    }),
    rejected: { session: () => new SessionEndedError() },
  });
}
