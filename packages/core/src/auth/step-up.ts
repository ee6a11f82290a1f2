import { commit } from "../platform/commit";
import { giveBack, take } from "../platform/throttle";
import * as Account from "./account";
import {
  AccountNotFoundError,
  CodeWrongError,
  FactorNeededError,
  SessionEndedError,
  WrongPasswordError,
} from "./auth.errors";
import * as Factors from "./factors";
import { KNOWN_PASSWORD } from "./limits";
import * as Mailing from "./mailing";
import * as Password from "./password";
import { usePerson } from "./people";
import * as SecondFactor from "./second-factor";
import { proof } from "./session";
import { SessionEntity } from "./session.entity";

/** Proves by the password that the session is its person's. @throws WrongPasswordError */
export async function byPassword(password: string): Promise<void> {
  const { userId } = usePerson();
  const attempt = await take(KNOWN_PASSWORD, userId);
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  if (!(await Password.verify(password, account.passwordHash))) throw new WrongPasswordError();
  await giveBack(attempt);
  if (Factors.has(account)) throw new FactorNeededError();
  await note({ secondFactor: false });
}

/** Proves by a code, which is used up by it. @throws CodeWrongError */
export async function byCode(code: string): Promise<void> {
  const { userId, sessionId } = usePerson();
  const account = await Account.find();
  if (!account) throw new AccountNotFoundError();
  const proved = await SecondFactor.check(account, code);
  if (!sessionId) throw new SessionEndedError();
  await commit({
    entities: { ...SecondFactor.SPENT, session: SessionEntity },
    writes: (entities) => ({
      code: SecondFactor.spend(entities, userId, proved),
      session: entities.session
        .patch({ userId, sessionId })
        .set(proof({ secondFactor: true }))
        .commit(),
    }),
    rejected: { session: () => new SessionEndedError(), code: () => new CodeWrongError() },
    events: "recoveryHash" in proved ? [Mailing.requested(account, "recovery-code-used")] : [],
  });
}

/** Notes in the session that asks what was proved in it. */
async function note(proved: { secondFactor: boolean }): Promise<void> {
  const { userId, sessionId } = usePerson();
  if (!sessionId) throw new SessionEndedError();
  await commit({
    entities: { session: SessionEntity },
    writes: (entities) => ({
      session: entities.session.patch({ userId, sessionId }).set(proof(proved)).commit(),
    }),
    rejected: { session: () => new SessionEndedError() },
  });
}
