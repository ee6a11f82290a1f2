import { ACCESS_TOKEN_SECONDS } from "../platform/access-token-signer";
import { commit } from "../platform/commit";
import { isSameSecret } from "../platform/digest";
import { SessionId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import { useOrigin } from "../platform/origin";
import * as Account from "./account";
import { AccountEntity } from "./account.entity";
import { SessionEndedError } from "./auth.errors";
import type { Tokens } from "./auth.schema";
import { requested } from "./mailing";
import { bareId, personIn, usePool } from "./people";
import { expiry, type RefreshToken, type StoredSession } from "./session";
import { SessionEntity } from "./session.entity";
import { signFor } from "./signing-key";

const FORM = /^rt_([0-9a-z]{26})_([0-9a-z]{26})_([\w-]{43})_([\w-]{43})$/;

/**
 * Gives the next pair of tokens for a refresh token, which is then used up. One that was used before is
 * in two hands: the session ends for both, and its person is told. Source: RFC 9700, section 4.14.2
 * @throws SessionEndedError
 */
export async function refresh(refreshToken: string): Promise<Tokens> {
  const token = parse(refreshToken);
  return Account.inAccount(token.userId, "refresh", async () => {
    const { userId, sessionId } = token;
    const { data: session } = await SessionEntity.get({ userId, sessionId }).go({
      consistent: true,
    });
    // Without the family's secret it never was a token of ours: anybody may write down a session's ID.
    if (!session || !isSameSecret(session.familyHash, hashOf(token.family))) {
      throw new SessionEndedError();
    }
    if (session.expiresAt <= Date.now() / 1000) throw new SessionEndedError();
    if (!isSameSecret(session.refreshHash, hashOf(token.secret))) return endStolen(session);

    const secret = newSecret();
    const rotated = await rotate(session, secret);
    return rotated ? issue({ ...token, secret }) : endStolen(session);
  });
}

/** A pair of tokens for a session that is stored. */
export async function issue(token: RefreshToken): Promise<Tokens> {
  const { userId, sessionId, family, secret } = token;
  const [person, session] = [bareId(userId), sessionId.slice("ses_".length)];
  return {
    accessToken: await signFor(userId, sessionId),
    tokenType: "Bearer",
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: `rt_${person}_${session}_${family}_${secret}`,
    sessionId,
  };
}

/** Another use of the same token got there first. */
class RotatedError extends SessionEndedError {}

/** Replaces the good token. False where somebody else has, with the same one. */
async function rotate(session: StoredSession, secret: string): Promise<boolean> {
  const { userId, sessionId, refreshHash, epoch, createdAt } = session;
  const { address } = useOrigin();
  const now = new Date();
  try {
    await commit({
      entities: { session: SessionEntity, account: AccountEntity },
      writes: (entities) => ({
        rotated: entities.session
          .patch({ userId, sessionId })
          .set({
            refreshHash: hashOf(secret),
            address,
            lastUsedAt: now.toISOString(),
            expiresAt: expiry(new Date(createdAt), now),
          })
          .where((item, { eq }) => eq(item.refreshHash, refreshHash))
          .commit(),
        // A new password since then has ended the session, even one that its change did not see.
        current: entities.account
          .check({ userId })
          .where((item, { eq }) => eq(item.epoch, epoch))
          .commit(),
      }),
      rejected: {
        rotated: () => new RotatedError(),
        current: () => new SessionEndedError(),
      },
    });
    return true;
  } catch (error) {
    if (error instanceof RotatedError) return false;
    throw error;
  }
}

/** Ends a session one of whose tokens came twice. The first to notice tells its person. */
async function endStolen({ userId, sessionId, epoch }: StoredSession): Promise<never> {
  try {
    await commit({
      entities: { session: SessionEntity },
      writes: (entities) => ({ session: entities.session.remove({ userId, sessionId }).commit() }),
      rejected: { session: () => new SessionEndedError() },
      audit: { action: "auth.session.stolen", outcome: "denied", target: sessionId },
      events: [requested({ userId, epoch }, "session-stolen")],
    });
  } catch (error) {
    if (!(error instanceof SessionEndedError)) throw error;
  }
  throw new SessionEndedError();
}

function parse(refreshToken: string): RefreshToken {
  const [, person = "", session, family = "", secret = ""] = FORM.exec(refreshToken) ?? [];
  const userId = personIn(usePool(), person);
  const sessionId = SessionId.safeParse(`ses_${session}`);
  if (!userId || !sessionId.success) throw new SessionEndedError();
  return { userId, sessionId: sessionId.data, family, secret };
}
