import { assertActor, assertPermission, useOwner, useTenant } from "../platform/actor";
import * as Cursor from "../platform/cursor";
import type { TenantId } from "../platform/id";
import { AuditLogNotFoundError } from "./audit.errors";
import type {
  AuditEntry,
  AuditFilter,
  AuditQuery,
  ExportQuery,
  Verification,
  VerifyQuery,
} from "./audit.schema";
import type { StoredEntry } from "./chain";
import { EntryEntity } from "./entry.entity";
import { toCsv, toJsonLines } from "./export-format";
import * as Verify from "./verification";

/** The log of the actor's tenant, to those who may read it. */
export function assertMayRead(tenantId: TenantId): void {
  assertPermission("audit.read");
  if (tenantId !== useTenant()) throw new AuditLogNotFoundError(tenantId);
}

/** The entries of a tenant's log that match, newest first. */
export async function list(tenantId: TenantId, query: AuditQuery) {
  assertMayRead(tenantId);
  return listOwn(query);
}

/** The entries of the person's own log that match, newest first. */
export async function listMine(query: AuditQuery) {
  assertActor("user");
  return listOwn(query);
}

export async function verify(tenantId: TenantId, query: VerifyQuery): Promise<Verification> {
  assertMayRead(tenantId);
  return Verify.verify(query);
}

export async function verifyMine(query: VerifyQuery): Promise<Verification> {
  assertActor("user");
  return Verify.verify(query);
}

/**
 * A piece of a tenant's log, oldest first, which fits into one answer. The next begins behind its last
 * line's `sequence`; an empty one is the end.
 */
export async function exportPiece(tenantId: TenantId, query: ExportQuery): Promise<string> {
  assertMayRead(tenantId);
  const { after, limit, format } = query;
  const { data } = await EntryEntity.query
    .bySequence({ tenantId })
    .gt({ sequence: after })
    .go({ limit, consistent: true });
  return format === "csv" ? toCsv(data, after === 0) : toJsonLines(data);
}

const LOOKED_AT_ONCE = 200;
/** So many entries are looked at for one page: a rare one is found in several, and no call runs out of time. */
const LOOKED_AT = 2_000;
const BEHIND_ALL = 10 ** 15 - 1;

async function listOwn(query: AuditQuery): Promise<{ items: AuditEntry[]; cursor: string | null }> {
  const { limit, cursor, ...filter } = query;
  const list = `audit.entries ${JSON.stringify(filter)}`;
  let before = Number((await Cursor.unseal(cursor, list)) ?? BEHIND_ALL);
  const matches = matcher(filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const items: StoredEntry[] = [];
  for (let looked = 0; looked < LOOKED_AT; ) {
    const { data } = await EntryEntity.query
      .bySequence({ tenantId: useOwner() })
      .lt({ sequence: before })
      .go({ limit: isFiltered ? LOOKED_AT_ONCE : limit + 1, order: "desc" });
    for (const entry of data) {
      if (items.length === limit) return pageOf(items, before, list);
      // Nothing that was appended earlier was done later.
      if (filter.from && entry.appendedAt < normal(filter.from)) return pageOf(items, null, list);
      if (matches(entry)) items.push(entry);
      before = entry.sequence;
    }
    if (!data.length || before <= 1) return pageOf(items, null, list);
    looked += data.length;
  }
  return pageOf(items, before, list);
}

async function pageOf(items: readonly StoredEntry[], before: number | null, list: string) {
  const cursor = before === null ? null : String(before);
  return { items: items.map(toEntry), cursor: await Cursor.seal(cursor, list) };
}

/** Any spelling of an instant in the one form in which they can be compared as texts. */
const normal = (instant: string) => new Date(instant).toISOString();

function matcher(filter: AuditFilter): (entry: StoredEntry) => boolean {
  const { actor, action, target, outcome } = filter;
  const from = filter.from && normal(filter.from);
  const to = filter.to && normal(filter.to);
  return (entry) =>
    (actor === undefined || entry.actorId === actor) &&
    (action === undefined ||
      entry.action === action ||
      (action.endsWith(".") && entry.action.startsWith(action))) &&
    (target === undefined || entry.target === target) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to);
}

function toEntry({ tenantId: _owner, before, after, ...entry }: StoredEntry): AuditEntry {
  return {
    ...entry,
    ...(before === undefined ? {} : { before: readJson(before) }),
    ...(after === undefined ? {} : { after: readJson(after) }),
  } as AuditEntry; // its `recordId` was made by `createId`
}

/** What somebody has spoilt is shown as it stands: that it is spoilt, `verify` says. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
