import { assertActor, withActor } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import type { UserId } from "../platform/id";
import { ConnectionEntity } from "./connection.entity";

// A WebSocket lasts two hours at most; API Gateway closes it then.
const LIFETIME_SECONDS = 2 * 60 * 60;

/** Remembers that a member listens. */
export async function open(connectionId: string): Promise<void> {
  const { tenantId, userId } = assertActor("member");
  const expiresAt = Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
  await commit({
    entities: { connection: ConnectionEntity },
    writes: ({ connection }) => ({
      connection: connection.put({ tenantId, connectionId, userId, expiresAt }).commit(),
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

/** The connections of the tenant's members, to tell them something. */
export async function list(): Promise<string[]> {
  const { tenantId } = assertActor("system");
  const { data } = await ConnectionEntity.query.byTenant({ tenantId }).go({ pages: "all" });
  return data.map(({ connectionId }) => connectionId);
}

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
