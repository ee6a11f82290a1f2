import type { EntityItem } from "electrodb";
import { commit, type WritesTo } from "../platform/commit";
import { createId, type PersonId, type SessionId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import { useOrigin } from "../platform/origin";
import type { Account } from "./account";
import { SessionNotFoundError } from "./auth.errors";
import type { Session } from "./auth.schema";
import { deviceOf } from "./device";
import { usePerson } from "./people";
import { placeOf } from "./place";
import { SessionEntity } from "./session.entity";

export type StoredSession = EntityItem<typeof SessionEntity>;

const DAY_SECONDS = 24 * 60 * 60;
/** A session that nobody uses ends after so long, */
const IDLE_SECONDS = 30 * DAY_SECONDS;
/** and every one after so long. */
const LONGEST_SECONDS = 180 * DAY_SECONDS;

/** What a refresh token is made of: `rt_<person>_<session>_<family>_<secret>`. */
export interface RefreshToken {
  readonly userId: PersonId;
  readonly sessionId: SessionId;
  readonly family: string;
  readonly secret: string;
}

/**
 * A new session of the account from where the request comes, with its first refresh token. Not stored yet.
 * Whoever opens it has just proved who they are.
 */
export function draft(
  { userId, epoch }: Pick<Account, "userId" | "epoch">,
  { secondFactor = false }: { secondFactor?: boolean } = {},
) {
  const { address, userAgent } = useOrigin();
  const now = new Date();
  const token = { userId, sessionId: createId("ses"), family: newSecret(), secret: newSecret() };
  const session: StoredSession = {
    userId,
    sessionId: token.sessionId,
    epoch,
    familyHash: hashOf(token.family),
    refreshHash: hashOf(token.secret),
    ...proof({ secondFactor }),
    device: deviceOf(userAgent),
    address,
    createdAt: now.toISOString(),
    lastUsedAt: now.toISOString(),
    expiresAt: expiry(now, now),
  };
  return { session, token };
}

/** What a session keeps of a proof that was given now. */
export function proof({ secondFactor }: { secondFactor: boolean }) {
  const now = Math.floor(Date.now() / 1000);
  return { provedAt: now, ...(secondFactor ? { secondFactorAt: now } : {}) };
}

/** When a session ends that was last used at an instant, in epoch seconds. */
export function expiry(createdAt: Date, usedAt: Date): number {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  return Math.min(seconds(usedAt) + IDLE_SECONDS, seconds(createdAt) + LONGEST_SECONDS);
}

/** Every session that the person has. */
export async function all(userId: PersonId): Promise<StoredSession[]> {
  const { data } = await SessionEntity.query
    .byPerson({ userId })
    .go({ pages: "all", consistent: true });
  return data;
}

/** Where the person is signed in, latest first. */
export async function list(): Promise<{ items: Session[] }> {
  const { userId, sessionId } = usePerson();
  const sessions = await all(userId);
  const living = sessions
    .filter(({ expiresAt }) => expiresAt > Date.now() / 1000)
    .sort((a, b) => (a.lastUsedAt < b.lastUsedAt ? 1 : -1));
  const items = living.map(async (session) => ({
    ...session,
    place: await placeOf(session.address),
    current: session.sessionId === sessionId,
  }));
  return { items: await Promise.all(items) };
}

/** Ends the session that asks. A token that belongs to none has nothing to end. */
export async function signOut(): Promise<void> {
  const { userId, sessionId } = usePerson();
  if (!sessionId) return;
  await commit({
    entities: { session: SessionEntity },
    writes: ({ session }) => ({ session: session.delete({ userId, sessionId }).commit() }),
    audit: { target: sessionId },
  });
}

/** Ends one of the person's sessions. @throws SessionNotFoundError where they have no such */
export async function revoke(sessionId: SessionId): Promise<void> {
  const { userId } = usePerson();
  await commit({
    entities: { session: SessionEntity },
    writes: ({ session }) => ({ session: session.remove({ userId, sessionId }).commit() }),
    rejected: { session: () => new SessionNotFoundError() },
    audit: { target: sessionId },
  });
}

/**
 * Ends all of the person's sessions but the one that asks. More than fit into a transaction end before it:
 * the log tells of them with the last.
 */
export async function revokeOthers(): Promise<void> {
  const { userId, sessionId: own } = usePerson();
  const others = (await all(userId)).filter(({ sessionId }) => sessionId !== own);
  if (!others.length) return;
  await remove(others.slice(CHANGED_AT_ONCE));
  const last = others.slice(0, CHANGED_AT_ONCE);
  await commit({
    entities: { session: SessionEntity },
    writes: ({ session }) => eachSession(last, (key) => session.delete(key).commit()),
    audit: { before: { sessions: others.map(({ sessionId }) => sessionId) } },
  });
}

/** A transaction holds 100 items. Those beyond it are ended by `endOutdated`. */
const CHANGED_AT_ONCE = 80;

/** A person's sessions, as far as one transaction can change them. */
export interface OwnAndOthers {
  /** The one that goes on. */
  readonly own: readonly StoredSession[];
  readonly others: readonly StoredSession[];
}

/** The session of an ID, where there is one, and the others. */
export async function ownAndOthers(userId: PersonId, ownId?: SessionId): Promise<OwnAndOthers> {
  const sessions = await all(userId);
  const isOwn = ({ sessionId }: StoredSession) => sessionId === ownId;
  return {
    own: sessions.filter(isOwn),
    others: sessions.filter((session) => !isOwn(session)).slice(0, CHANGED_AT_ONCE),
  };
}

/** The writes that end all sessions but the own, which goes on in the account's next epoch. */
export function keepOwn(
  sessions: WritesTo<typeof SessionEntity>,
  { own, others }: OwnAndOthers,
  epoch: number,
) {
  return {
    ...eachSession(own, (key) => sessions.patch(key).set({ epoch }).commit()),
    ...eachSession(others, (key) => sessions.delete(key).commit()),
  };
}

/**
 * Ends what is left of sessions of earlier epochs once the transaction that began a new one is stored: those that it
 * had no room for, and those that began while it was made. None can begin in an earlier epoch any more, and should this
 * not come to its end, none is refreshed.
 */
export async function endOutdated(userId: PersonId, epoch: number): Promise<void> {
  const sessions = await all(userId);
  await remove(sessions.filter((session) => session.epoch < epoch));
}

/** The write of each session, by a name of its own. */
export function eachSession<R>(
  sessions: readonly StoredSession[],
  write: (key: Pick<StoredSession, "userId" | "sessionId">) => R,
): Record<`session:${string}`, R> {
  return Object.fromEntries(
    sessions.map(({ userId, sessionId }) => [`session:${sessionId}`, write({ userId, sessionId })]),
  );
}

/** Ends sessions at once, apart from any `commit`. Each by itself: of a batch, DynamoDB may leave some undone. */
export async function remove(sessions: readonly StoredSession[]): Promise<void> {
  await Promise.all(
    sessions.map(({ userId, sessionId }) =>
      SessionEntity.delete({ userId, sessionId }).go({ response: "none" }),
    ),
  );
}
