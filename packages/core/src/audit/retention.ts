import { assertActor, useOwner } from "../platform/actor";
import { commit } from "../platform/commit";
import { auditRetentionDays } from "../tenant";
import { faultOf, type Link } from "./chain";
import { EntryEntity } from "./entry.entity";
import * as Head from "./head";
import { HeadEntity } from "./head.entity";

/** How long an entry of a person's log is kept. A tenant's own settings say it of theirs. */
const PERSONS_DAYS = 365;
/** No setting is shorter: what is younger need not be asked about. */
const FEWEST_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A transaction holds 100 items, and one is the head. */
const AT_ONCE = 90;
const MAX_ROUNDS = 20;

/** What is to be removed does not verify: it stays, for whoever looks into it. */
export class BrokenLogError extends Error {
  override readonly name = "BrokenLogError";
}

/** Whether something that was appended then may be too old by now. */
export const mayBeOld = (appendedAt: string): boolean => appendedAt < daysAgo(FEWEST_DAYS);

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** The instant before which the entries of the actor's log are no longer kept. */
async function limit(): Promise<string> {
  const { type } = assertActor("system", "account");
  return daysAgo(type === "system" ? await auditRetentionDays() : PERSONS_DAYS);
}

/**
 * Removes the entries of the actor's log that were appended before the limit, oldest first. The head
 * keeps, sealed, the last one's place and hash: what is left still verifies, from there on. A very long
 * log takes several calls. Answers how many went.
 * @throws BrokenLogError where the oldest do not verify
 */
export async function prune(before?: string): Promise<number> {
  assertActor("system", "account");
  const oldest = before ?? (await limit());
  let removed = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const count = await removeOldest(oldest);
    removed += count;
    if (count < AT_ONCE) break;
  }
  return removed;
}

async function removeOldest(limit: string): Promise<number> {
  const tenantId = useOwner();
  const head = await Head.find();
  if (!head || head.oldestAt >= limit || head.sequence === head.cutSequence) return 0;
  if (!(await Head.isSealed(head)))
    throw new BrokenLogError(`the head of ${tenantId} is not sealed`);
  const { data } = await EntryEntity.query
    .bySequence({ tenantId })
    .gt({ sequence: head.cutSequence })
    .go({ limit: AT_ONCE + 1, consistent: true });
  const old = data.filter(({ appendedAt }) => appendedAt < limit).slice(0, AT_ONCE);
  let last: Link = { sequence: head.cutSequence, hash: head.cutHash };
  for (const entry of old) {
    const fault = faultOf(entry, last);
    if (fault) throw new BrokenLogError(`entry ${last.sequence + 1} of ${tenantId} is ${fault}`);
    last = entry;
  }
  const oldestAt = data[old.length]?.appendedAt ?? head.appendedAt;
  if (!old.length && oldestAt === head.oldestAt) return 0;
  const { seal: _seal, ...ends } = head;
  const cut = { cutSequence: last.sequence, cutHash: last.hash, oldestAt };
  const sealed = await Head.seal({ ...ends, ...cut });
  await commit({
    entities: { head: HeadEntity, entry: EntryEntity },
    writes: (entities) => ({
      head: entities.head
        .put(sealed)
        .where((item, { eq }) => eq(item.seal, head.seal))
        .commit(),
      ...Object.fromEntries(
        old.map(({ sequence }) => [
          `entry:${sequence}`,
          entities.entry.delete({ tenantId, sequence }).commit(),
        ]),
      ),
    }),
  });
  return old.length;
}
