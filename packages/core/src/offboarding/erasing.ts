import { setTimeout as sleep } from "node:timers/promises";
import { DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { assertActor, withActor } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { type Erased, erasedKey, findErased } from "../platform/erased";
import { UserId } from "../platform/id";
import { logger } from "../platform/logger";
import { tableName } from "../platform/table";
import { assumeTenant, type TenantSession } from "../platform/tenant-session";
import { find } from "./erasure";
import { DIRECTORY, listsOf } from "./inventory";
import { bucket, listVersions } from "./objects";
import { ErasureCompleted } from "./offboarding.events";
import type { ErasureId } from "./offboarding.schema";
import { DOORS, type Group, type Item, type ItemPosition, readStep, START } from "./walk";

// The steps of an erasure. Each may run twice, die anywhere and run again: what is gone stays gone.

/**
 * Notes that the tenant is being erased, and removes what lets anybody in. From here on there is no way back, and what comes
 * late changes nothing. Answers false where the owner has thought again.
 */
export async function begin(erasureId: ErasureId): Promise<{ begun: boolean }> {
  const { tenantId } = assertActor("system");
  const known = await findErased(tenantId);
  if (!known) {
    const asked = await find();
    if (asked?.erasureId !== erasureId || asked.status !== "requested") return { begun: false };
    const { requestedBy } = asked;
    await note({
      erasureId,
      begunAt: new Date().toISOString(),
      ...NOTHING,
      ...(requestedBy ? { requestedBy } : {}),
    });
  } else if (known.erasureId !== erasureId) return { begun: false };
  const session = await assumeTenant("erase");
  for (const part of DOORS) {
    for (let at: ItemPosition | undefined = part; at?.at === "tenant" && at.part === part.part; ) {
      const step: Step = await readStep(session, at);
      await eraseGroups(session, step.groups);
      at = step.next;
    }
  }
  return { begun: true };
}

const NOTHING = { items: 0, entries: 0, objects: 0 };

/** Erases items, and before each what the directory has of it, for `budgetMs`. */
export async function eraseItems(budgetMs: number): Promise<{ done: boolean }> {
  const { tenantId } = assertActor("system");
  const session = await assumeTenant("erase");
  const counts = { ...NOTHING };
  const done = await eachStep(session, budgetMs, async ({ groups, customers }) => {
    const erased = await eraseGroups(session, groups);
    counts.items += erased.items;
    counts.entries += erased.entries;
    for (const customer of customers) await Directory.discard("customers", tenantId, customer);
    counts.entries += customers.length;
  });
  if (done) counts.entries += await eraseLists();
  await count(counts);
  return { done };
}

/** Erases objects, all versions of them, for `budgetMs`. */
export async function eraseObjects(budgetMs: number): Promise<{ done: boolean }> {
  assertActor("system");
  const until = Date.now() + budgetMs;
  const session = await assumeTenant("erase");
  for (;;) {
    // Always the first page: what was on it is gone.
    const { versions, markers } = await listVersions(session, undefined);
    const Objects = [...versions, ...markers].map(({ Key, VersionId }) => ({
      Key,
      ...(VersionId && VersionId !== "null" ? { VersionId } : {}),
    }));
    if (Objects.length === 0) return { done: true };
    const { Errors = [] } = await session.objects.send(
      new DeleteObjectsCommand({ Bucket: bucket(), Delete: { Objects, Quiet: true } }),
    );
    if (Errors.length) throw new Error(`${Errors.length} objects not deleted: ${Errors[0]?.Code}`);
    await count({ ...NOTHING, objects: Objects.length });
    if (Date.now() > until) return { done: false };
  }
}

/** Looks everywhere. What it finds was written by what had begun before, and is erased in another round. */
export async function check(): Promise<{ clean: boolean }> {
  const { tenantId } = assertActor("system");
  const session = await assumeTenant("erase");
  let items = 0;
  await eachStep(session, Number.POSITIVE_INFINITY, async ({ groups, customers }) => {
    items += customers.length + groups.reduce((total, group) => total + group.items.length, 0);
  });
  const { versions, markers } = await listVersions(session, undefined);
  const lists = await Promise.all(
    listsOf(tenantId).map(({ kind, name }) => Directory.list(kind, name)),
  );
  const entries = lists.reduce((total, list) => total + list.items.length, 0);
  const objects = versions.length + markers.length;
  if (items + entries + objects > 0)
    logger.warn("erased, and still there", { items, entries, objects });
  return { clean: items + entries + objects === 0 };
}

/** Says so: in the proof, and to the person who asked. */
export async function finish(): Promise<void> {
  const { tenantId } = assertActor("system");
  const erased = await findErased(tenantId);
  if (!erased || erased.completedAt) return;
  const detail: Erased = { ...erased, completedAt: new Date().toISOString() };
  const put = { put: { ...erasedKey(tenantId), detail } };
  const userId = UserId.safeParse(erased.requestedBy);
  if (!userId.success) return note(detail);
  const { erasureId } = erased as { erasureId: ErasureId };
  const account = { type: "account", userId: userId.data, service: "offboarding" } as const;
  await withActor(account, () =>
    commit({
      entities: {},
      writes: () => ({}),
      directory: [put],
      events: [ErasureCompleted.create(tenantId, { tenant: tenantId, erasureId })],
    }),
  );
}

type Step = Awaited<ReturnType<typeof readStep>>;

/** Goes through the tenant until the time is up. Answers whether it came to the end. */
async function eachStep(
  session: TenantSession,
  budgetMs: number,
  work: (step: Step) => Promise<void>,
): Promise<boolean> {
  const until = Date.now() + budgetMs;
  for (let at: ItemPosition | undefined = START; at; ) {
    const step: Step = await readStep(session, at);
    await work(step);
    at = step.next;
    if (at && Date.now() > until) return false;
  }
  return true;
}

async function eraseGroups(session: TenantSession, groups: readonly Group[]) {
  const erased = { items: 0, entries: 0 };
  for (const { of, items } of groups) {
    for (const item of items) erased.entries += await eraseEntries(of.name, item);
    await deleteAll(session, items);
    erased.items += items.length;
  }
  return erased;
}

/** Removes what the directory has of an item, while the item still says what that is. */
async function eraseEntries(from: string, item: Item): Promise<number> {
  let erased = 0;
  for (const [kind, reference] of Object.entries(DIRECTORY)) {
    if (reference?.from !== from) continue;
    const { name, member } = reference.entry(item);
    await Directory.discard(kind as Directory.Kind, name, member);
    erased += 1;
  }
  return erased;
}

async function eraseLists(): Promise<number> {
  const { tenantId } = assertActor("system");
  let erased = 0;
  for (const { kind, name } of listsOf(tenantId)) {
    for (;;) {
      const { items } = await Directory.list(kind, name);
      if (items.length === 0) break;
      for (const { member } of items) await Directory.discard(kind, name, member);
      erased += items.length;
    }
  }
  return erased;
}

const BATCH = 25;
const MAX_TRIES = 8;

async function deleteAll({ documents }: TenantSession, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH) {
    let left = items
      .slice(start, start + BATCH)
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    for (let attempt = 1; left.length; attempt++) {
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
      );
      left = (UnprocessedItems?.[tableName] ?? []) as typeof left;
      if (left.length && attempt === MAX_TRIES) throw new Error(`${left.length} items not deleted`);
      if (left.length) await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** Adds to what the proof counts. Of a step that died and ran again some may be counted twice, none too few. */
async function count(more: Pick<Erased, "items" | "entries" | "objects">): Promise<void> {
  const { tenantId } = assertActor("system");
  const erased = await findErased(tenantId);
  if (!erased) throw new Error(`${tenantId} is not being erased`);
  await note({
    ...erased,
    items: erased.items + more.items,
    entries: erased.entries + more.entries,
    objects: erased.objects + more.objects,
  });
}

export async function note(detail: Erased): Promise<void> {
  const { tenantId } = assertActor("system");
  await commit({
    entities: {},
    writes: () => ({}),
    directory: [{ put: { ...erasedKey(tenantId), detail } }],
  });
}
