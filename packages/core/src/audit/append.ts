import type { EntityItem } from "electrodb";
import { assertActor, useOwner } from "../platform/actor";
import { AuditOutboxEntity, auditOutboxKey } from "../platform/audit-outbox.entity";
import type { AuditRecord } from "../platform/audit-record.schema";
import { commit } from "../platform/commit";
import { ConflictError } from "../platform/errors";
import { createId, type OwnerId } from "../platform/id";
import { logger } from "../platform/logger";
import * as Anchor from "./anchor";
import { genesis, linkTo, type StoredEntry } from "./chain";
import { EntryEntity } from "./entry.entity";
import * as Head from "./head";
import { HeadEntity } from "./head.entity";

const MAX_TRIES = 8;

/**
 * Appends the waiting records to the log of the actor's tenant or person, in one transaction that takes
 * them out of the outbox: one that is not there was appended before. `nameOf` says what an operation is
 * called. Answers the log's new end.
 */
export async function append(
  recordIds: readonly string[],
  nameOf: (action: string) => string,
): Promise<Head.Head | undefined> {
  assertActor("system", "account");
  const tenantId = useOwner();
  return again(async () => {
    const waiting = await read(tenantId, recordIds);
    // Perhaps one that was appended, and died before its end was anchored.
    if (!waiting.length) return anchored(await Head.find());
    const named = waiting.map(({ record, count }) => ({
      ...record,
      action: nameOf(record.action),
      ...(count === undefined ? {} : { count }),
    }));
    return store(named, waiting);
  });
}

/** The end of the log, once what lies apart from the table knows of it too. */
async function anchored<H extends Head.Head | undefined>(head: H, earlier?: Head.Head): Promise<H> {
  if (head) await Anchor.follow(head, earlier);
  return head;
}

/** Says in the log itself that something could not be appended to it, and what. */
export async function appendLost(target: string, reason: string): Promise<void> {
  const { type, service } = assertActor("system", "account");
  const lost: AuditRecord = {
    recordId: createId("aud"),
    at: new Date().toISOString(),
    action: "audit.record.lost",
    outcome: "failed",
    reason,
    actor: { type, id: service },
    target,
  };
  await again(() => store([lost], []));
}

type Waiting = Pick<EntityItem<typeof AuditOutboxEntity>, "recordId" | "record" | "count">;

/** The records that still wait, in the order in which they were brought. */
async function read(tenantId: OwnerId, recordIds: readonly string[]): Promise<Waiting[]> {
  const keys = [...new Set(recordIds)].map((recordId) => auditOutboxKey(tenantId, recordId));
  const { data, unprocessed } = await AuditOutboxEntity.get(keys).go({ consistent: true });
  // What was not read must not pass for what is not there.
  if (unprocessed.length) throw new Error(`${unprocessed.length} waiting records were not read`);
  const found = new Map(data.map((item) => [item.recordId, item]));
  return keys.flatMap(({ recordId }) => found.get(recordId) ?? []);
}

async function store(
  records: readonly AuditRecord[],
  waiting: readonly Waiting[],
): Promise<Head.Head> {
  const tenantId = useOwner();
  const earlier = await Head.find();
  const now = new Date().toISOString();
  // Clocks of two functions may differ: along the log time never goes back.
  const appendedAt = earlier && earlier.appendedAt > now ? earlier.appendedAt : now;
  const start = genesis(tenantId);
  const entries: StoredEntry[] = [];
  for (const record of records) {
    entries.push(linkTo(entries.at(-1) ?? earlier ?? start, tenantId, record, appendedAt));
  }
  const { sequence, hash } = entries.at(-1) ?? earlier ?? start;
  const { cutSequence = start.sequence, cutHash = start.hash } = earlier ?? {};
  // Where all that was older is gone, these are the oldest.
  const isEmpty = !earlier || earlier.sequence === earlier.cutSequence;
  const oldestAt = isEmpty ? appendedAt : earlier.oldestAt;
  const ends = { tenantId, sequence, hash, appendedAt, cutSequence, cutHash, oldestAt };
  const head = await Head.seal(ends);
  // Before the first entry is there, so that a log without an anchor is one from which it was taken.
  if (!earlier) await Anchor.begin(await Head.seal({ ...ends, ...start }));
  await commit({
    entities: { head: HeadEntity, entry: EntryEntity, told: AuditOutboxEntity },
    writes: (entities) => ({
      head: earlier
        ? entities.head
            .put(head)
            .where((item, { eq }) => eq(item.seal, earlier.seal))
            .commit()
        : entities.head.create(head).commit(),
      ...named("entry", entries, (entry) => entities.entry.create(entry).commit()),
      ...named("taken", waiting, ({ recordId, count }) => {
        const taken = entities.told.remove(auditOutboxKey(tenantId, recordId));
        // What was counted since it was read is not lost: it is read again.
        if (count === undefined) return taken.commit();
        return taken.where((item, { eq }) => eq(item.count, count)).commit();
      }),
    }),
  });
  // Kept apart from the table: what the log's end was, and when.
  logger.info("audit log appended", { tenantId, sequence, hash, count: entries.length });
  return anchored(head, earlier);
}

/** Somebody else was first: what is there now is looked at again. */
async function again<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === MAX_TRIES) throw error;
    }
  }
}

function named<T, R>(name: string, all: readonly T[], write: (one: T) => R): Record<string, R> {
  return Object.fromEntries(all.map((one, index) => [`${name}:${index}`, write(one)]));
}
