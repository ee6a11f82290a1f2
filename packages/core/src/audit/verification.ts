import { useOwner } from "../platform/actor";
import type { OwnerId } from "../platform/id";
import * as Anchor from "./anchor";
import type { Verification } from "./audit.schema";
import { type FaultKind, faultOf, hashOf, type Link, type StoredEntry } from "./chain";
import { EntryEntity } from "./entry.entity";
import * as Head from "./head";

const PAGE = 500;
const MAX_ENTRIES = 20_000;
const MAX_MS = 15_000;
const MAX_CUTS = 3;
const LAST = 10 ** 15 - 1;

const DETAILS: Readonly<
  Record<
    FaultKind | "truncated" | "unsealed" | "headless" | "surplus" | "unanchored" | "rolled-back",
    string
  >
> = {
  missing: "It is not where it belongs: it was removed, or moved.",
  reordered: "Another entry stands in its place.",
  altered: "What it says is not what was written.",
  unlinked: "It does not follow from the entry before: one of the two was written anew.",
  truncated: "The log ends before it; its sealed end says that it was there.",
  unsealed:
    "The end of the log was not sealed by the platform: the log may have been written anew.",
  headless: "There are entries, but the sealed end of the log is gone.",
  unanchored:
    "What is kept of the log's end apart from the table is gone, or was not sealed by the platform.",
  "rolled-back":
    "The log was put back to an earlier end: what is kept of its end apart from the table says that there was more, or another.",
  surplus: "It stands behind the sealed end of the log: the platform did not append it.",
};

type Fault = Verification["fault"];

const fault = (sequence: number, kind: keyof typeof DETAILS): NonNullable<Fault> => ({
  sequence,
  kind,
  detail: DETAILS[kind],
});

/**
 * Follows the log of the actor's tenant or person from its start, or on from `after`, and names the
 * first entry that is not what it was. A very long log takes several calls, each from `next` of the one before.
 */
export async function verify(after = 0): Promise<Verification> {
  for (let attempt = 1; ; attempt++) {
    // First, for it follows the head: read after it, it might be of an end that came since.
    const anchor = await Anchor.find();
    const head = await Head.find();
    if (!head) return verifyNone(anchor);
    const found = await verifyFrom(head, anchor, after);
    // What was removed for its age meanwhile is not missing: look again from the new start.
    if (!found.fault || attempt === MAX_CUTS) return found;
    if ((await Head.find())?.cutSequence === head.cutSequence) return found;
  }
}

async function verifyNone(anchor: Anchor.Anchor | undefined): Promise<Verification> {
  const [first] = await read(useOwner(), 1);
  const nothing = { from: 1, to: 0, checked: 0, next: null };
  if (!first && anchor?.sequence) {
    return { ...nothing, verified: false, fault: fault(1, "rolled-back") };
  }
  if (!first) return { ...nothing, verified: true };
  return { ...nothing, verified: false, fault: fault(first.sequence, "headless") };
}

async function verifyFrom(
  head: Head.Head,
  anchor: Anchor.Anchor | undefined,
  after: number,
): Promise<Verification> {
  const { tenantId } = head;
  const bad = (found: NonNullable<Fault>, checked = 0): Verification => ({
    verified: false,
    from: head.cutSequence + 1,
    to: head.sequence,
    checked,
    next: null,
    fault: found,
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
      return { verified: true, from: head.cutSequence + 1, to: next, checked, next };
    }
  }
  if (last.hash !== head.hash) return bad(fault(head.sequence, "altered"), checked);
  const surplus = await findSurplus(tenantId, head.sequence);
  if (surplus !== undefined) return bad(fault(surplus, "surplus"), checked);
  const moved = await faultOfEnd(head, anchor);
  if (moved) return bad(moved, checked);
  return { verified: true, from: head.cutSequence + 1, to: head.sequence, checked, next: null };
}

/** What is kept apart from the table has to go well with the log. */
async function faultOfEnd(head: Head.Head, anchor: Anchor.Anchor | undefined) {
  if (!anchor) return fault(head.sequence, "unanchored");
  if (!(await Anchor.contradicts(head, anchor))) return undefined;
  return fault(Math.min(anchor.sequence, head.sequence + 1), "rolled-back");
}

/** The link that the first entry to be checked has to follow from. */
async function startAt(head: Head.Head, after: number): Promise<Link | NonNullable<Fault>> {
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
