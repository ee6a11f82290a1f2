import { createHash } from "node:crypto";
import type { EntityItem } from "electrodb";
import type { AuditRecord } from "../platform/audit-record.schema";
import type { OwnerId } from "../platform/id";
import { canonicalJson } from "./canonical";
import type { EntryEntity } from "./entry.entity";

export type StoredEntry = EntityItem<typeof EntryEntity>;

/** Where the chain goes on: the last entry's place and hash. */
export interface Link {
  readonly sequence: number;
  readonly hash: string;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url");

/** What the first entry of a log links to: no two logs begin alike, so no entry fits into another's. */
export const genesis = (tenantId: OwnerId): Link => ({
  sequence: 0,
  hash: sha256(`faibric.audit#${tenantId}`),
});

/** The entry that follows a link. */
export function linkTo(
  last: Link,
  tenantId: OwnerId,
  record: AuditRecord,
  appendedAt: string,
): StoredEntry {
  const { actor, before, after, ...told } = record;
  const content = {
    ...told,
    tenantId,
    sequence: last.sequence + 1,
    appendedAt,
    actorType: actor.type,
    actorId: actor.id,
    ...(actor.role === undefined ? {} : { actorRole: actor.role }),
    // As text: what is read back is what was hashed, to the byte.
    ...(before === undefined ? {} : { before: canonicalJson(before) }),
    ...(after === undefined ? {} : { after: canonicalJson(after) }),
    previousHash: last.hash,
  };
  return { ...content, hash: hashOf(content) };
}

/** SHA-256 over all that the entry says, the hash of the one before it included. */
export function hashOf({ hash: _own, ...content }: Omit<StoredEntry, "hash"> & { hash?: string }) {
  return sha256(canonicalJson(content));
}

/** What is wrong with an entry, where the log should go on from `last`. */
export type FaultKind = "missing" | "reordered" | "altered" | "unlinked";

export function faultOf(entry: StoredEntry, last: Link): FaultKind | undefined {
  if (entry.sequence !== last.sequence + 1) {
    return entry.sequence > last.sequence ? "missing" : "reordered";
  }
  if (!isItself(entry)) return "altered";
  return entry.previousHash === last.hash ? undefined : "unlinked";
}

function isItself(entry: StoredEntry): boolean {
  try {
    return hashOf(entry) === entry.hash;
  } catch {
    return false; // what has no canonical form was never written by us
  }
}

/** Whether both tell of one entry of one chain: its hash says what is in it and before it. */
export const isSameEntry = (one: Link, other: Link): boolean =>
  one.sequence === other.sequence && one.hash === other.hash;
