import { useOwner } from "../platform/actor";
import type { OwnerId } from "../platform/id";
import * as Anchor from "./anchor";
import type { Verification } from "./audit.schema";
import { faultOf, hashOf, type Link, type StoredEntry } from "./chain";
import { EntryEntity } from "./entry.entity";
import { type Fault, fault } from "./fault";
import * as Head from "./head";

const PAGE = 500;
const MAX_ENTRIES = 20_000;
const MAX_MS = 15_000;
const MAX_CUTS = 3;
const LAST = 10 ** 15 - 1;

/**
 * Follows the log of the actor's tenant or person from its start, or on from `after`, and names the
 * first entry that is not what it was. A very long log takes several calls, each from `next` of the one before.
 * @param receipt what its reader has kept of an earlier verification
 */
export async function verify({ after = 0, receipt }: Asked = {}): Promise<Verification> {
  const kept = receipt === undefined ? undefined : linkOf(receipt);
  for (let attempt = 1; ; attempt++) {
    // First, for it follows the head: read after it, it might be of an end that came since.
    const anchor = await Anchor.find();
    const head = await Head.find();
    if (!head) return verifyNone(anchor ?? kept);
    const found = await verifyFrom(head, { anchor, kept }, after);
    // What was removed for its age meanwhile is not missing: look again from the new start.
    if (!found.fault || attempt === MAX_CUTS) return found;
    if ((await Head.find())?.cutSequence === head.cutSequence) return found;
  }
}

interface Asked {
  readonly after?: number;
  readonly receipt?: string | undefined;
}

/** What is known of the log from elsewhere: from the bucket, and from its reader. */
interface Known {
  readonly anchor: Anchor.Anchor | undefined;
  readonly kept: Link | undefined;
}

const receiptOf = ({ sequence, hash }: Link): string => `${sequence}.${hash}`;

function linkOf(receipt: string): Link {
  const [sequence, hash = ""] = receipt.split(".");
  return { sequence: Number(sequence), hash };
}

async function verifyNone(anchor: Link | undefined): Promise<Verification> {
  const [first] = await read(useOwner(), 1);
  const nothing = { from: 1, to: 0, checked: 0, next: null };
  if (!first && anchor?.sequence) {
    return { ...nothing, verified: false, fault: fault(1, "rolled-back") };
  }
  if (!first) return { ...nothing, verified: true };
  return { ...nothing, verified: false, fault: fault(first.sequence, "headless") };
}

async function verifyFrom(head: Head.Head, known: Known, after: number): Promise<Verification> {
  const { tenantId } = head;
  const bad = (found: Fault, checked = 0): Verification => ({
    verified: false,
    from: head.cutSequence + 1,
    to: head.sequence,
    checked,
    next: null,
    fault: found,
  });
  const good = (end: Link, checked: number): Verification => ({
    verified: true,
    from: head.cutSequence + 1,
    to: end.sequence,
    checked,
    next: null,
    receipt: receiptOf(end),
  });
  if (!(await Head.isSealed(head))) return bad(fault(head.sequence, "unsealed"));
  const start = await startAt(head, after);
  if ("kind" in start) return bad(start);

  const deadline = Date.now() + MAX_MS;
  let last: Link = start;
  let checked = 0;
  while (last.sequence < head.sequence) {
    const entries = await read(tenantId, last.sequence + 1, head.sequence);
    if (!entries.length) return bad(fault(last.sequence + 1, "truncated"), checked);
    for (const entry of entries) {
      const kind = faultOf(entry, last);
      if (kind) return bad(fault(last.sequence + 1, kind), checked);
      last = entry;
      checked += 1;
    }
    if (last.sequence < head.sequence && (checked >= MAX_ENTRIES || Date.now() > deadline)) {
      const { sequence: next } = last;
      return { ...good(last, checked), next };
    }
  }
  if (last.hash !== head.hash) return bad(fault(head.sequence, "altered"), checked);
  const surplus = await findSurplus(tenantId, head.sequence);
  if (surplus !== undefined) return bad(fault(surplus, "surplus"), checked);
  const moved = await faultOfEnd(head, known);
  if (moved) return bad(moved, checked);
  return good(last, checked);
}

/** What is kept apart from the table has to go well with the log. */
async function faultOfEnd(head: Head.Head, { anchor, kept }: Known) {
  const at = ({ sequence }: Link) => Math.min(sequence, head.sequence + 1);
  if (!anchor) return fault(head.sequence, "unanchored");
  if (await Anchor.contradicts(head, anchor)) return fault(at(anchor), "rolled-back");
  const isOther = kept && (await Anchor.contradicts(head, kept));
  return isOther ? fault(at(kept), "unexpected") : undefined;
}

/** The link that the first entry to be checked has to follow from. */
async function startAt(head: Head.Head, after: number): Promise<Link | Fault> {
  const { tenantId, cutSequence, cutHash, sequence } = head;
  if (after <= cutSequence) return { sequence: cutSequence, hash: cutHash };
  if (after > sequence) return { sequence, hash: head.hash };
  const [entry] = await read(tenantId, after, after);
  if (entry?.sequence !== after) return fault(after, "missing");
  return hashOf(entry) === entry.hash ? entry : fault(after, "altered");
}

/** An entry behind the end of the log: what was just appended is not, for the end has moved with it. */
async function findSurplus(tenantId: OwnerId, sequence: number): Promise<number | undefined> {
  const [next] = await read(tenantId, sequence + 1);
  if (!next) return undefined;
  const head = await Head.find();
  return head && head.sequence >= next.sequence ? undefined : next.sequence;
}

/** A page of the entries between two places, by their keys: what stands in them is what is to be judged. */
async function read(tenantId: OwnerId, from: number, to = LAST): Promise<StoredEntry[]> {
  const { data } = await EntryEntity.query
    .bySequence({ tenantId })
    .between({ sequence: from }, { sequence: to })
    .go({ limit: PAGE, consistent: true });
  return data;
}
