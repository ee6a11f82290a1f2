import type { EntityItem } from "electrodb";
import { assertSecondFactor, standingOf } from "../auth";
import type { Identity } from "../platform/access-token";
import { assertActor, withActor } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { AppError } from "../platform/errors";
import type { UserId } from "../platform/id";
import { admit, assertOpen } from "./admission";
import { ConnectionEntity } from "./connection.entity";

// A WebSocket lasts two hours at most; API Gateway closes it then.
const LIFETIME_SECONDS = 2 * 60 * 60;

/** Remembers that a member listens, and in which session. A token that belongs to none ends as it says. */
export async function open(
  connectionId: string,
  { sessionId, endsAt }: Pick<Identity, "sessionId" | "endsAt">,
): Promise<void> {
  const { tenantId, userId } = assertActor("member");
  const longest = now() + LIFETIME_SECONDS;
  const expiresAt = sessionId ? longest : Math.min(longest, endsAt);
  await commit({
    entities: { connection: ConnectionEntity },
    writes: ({ connection }) => ({
      connection: connection
        .put({ tenantId, connectionId, userId, ...(sessionId ? { sessionId } : {}), expiresAt })
        .commit(),
    }),
    // The end of a connection is told without its tenant, so the tenant must be found by its ID.
    directory: [
      Directory.add({
        kind: "connections",
        name: connectionId,
        member: "tenant",
        tenantId,
        expiresAt,
      }),
    ],
  });
}

/** Forgets a connection, whosever it was. Forgetting one that is not known changes nothing. */
export async function close(connectionId: string): Promise<void> {
  const found = await Directory.find("connections", connectionId, "tenant");
  if (!found?.tenantId) return;
  const { tenantId } = found;
  await withActor({ type: "system", tenantId, service: "tenant.connection" }, () =>
    ConnectionEntity.delete({ tenantId, connectionId }).go(),
  );
  await Directory.discard("connections", connectionId, "tenant");
}

/** The connections of the tenant, to tell those who may hear it something, and to close the others. */
export interface Audience {
  readonly listening: readonly string[];
  readonly over: readonly string[];
}

/**
 * Who may be told what happens in the tenant: each connection is judged as a request of its person's would be
 * that reads. A session that has ended, a removal, a suspension and a second factor that is asked for since so
 * count for what is open, too. It costs what letting a request in costs, for each person and session.
 */
export async function audience(): Promise<Audience> {
  const { tenantId } = assertActor("system");
  const { data } = await ConnectionEntity.query.byTenant({ tenantId }).go({ pages: "all" });
  const judged = new Map<string, Promise<boolean>>();
  const may = (one: Connected) => {
    const who = `${one.userId} ${one.sessionId ?? ""}`;
    const found = judged.get(who) ?? mayListen(one);
    judged.set(who, found);
    return found;
  };
  const listens = await Promise.all(
    data.map(async (one) => one.expiresAt > now() && (await may(one))),
  );
  const those = (is: boolean) =>
    data.filter((_, index) => listens[index] === is).map(({ connectionId }) => connectionId);
  return { listening: those(true), over: those(false) };
}

type Connected = EntityItem<typeof ConnectionEntity>;

async function mayListen({ userId, sessionId }: Connected): Promise<boolean> {
  try {
    const [admission, standing] = await Promise.all([
      admit(userId),
      standingOf({ userId, sessionId, issuedAt: now() }),
    ]);
    if (!admission) return false;
    assertOpen(admission, { isRead: true, whileSuspended: false });
    if (admission.requireMfa) assertSecondFactor(standing);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false; // what a request would be refused with
    throw error;
  }
}

const now = () => Math.floor(Date.now() / 1000);

/** Forgets the connections of one member, to tell them nothing any more. */
export const forget = (userId: UserId): Promise<void> =>
  forgetThose((connected) => connected === userId);

/** Forgets those of all but some members. */
export async function forgetAllBut(userIds: readonly UserId[]): Promise<void> {
  await forgetThose((connected) => !userIds.includes(connected));
}

async function forgetThose(is: (userId: UserId) => boolean): Promise<void> {
  const { tenantId } = assertActor("system");
  const { data } = await ConnectionEntity.query
    .byTenant({ tenantId })
    .go({ pages: "all", consistent: true });
  const theirs = data.filter(({ userId }) => is(userId));
  await Promise.all(theirs.map(({ connectionId }) => close(connectionId)));
}
