import { setTimeout as sleep } from "node:timers/promises";
import { AbortMultipartUploadCommand, DeleteObjectsCommand } from "@aws-sdk/client-s3";
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
  const done = await eachStep(session, budgetMs, async ({ groups, customers }) => {
    const items = groups.reduce((total, group) => total + group.items.length, 0);
    const entries = customers.length + referencesOf(groups).length;
    await count({ ...NOTHING, items, entries });
    await eraseGroups(session, groups);
    for (const customer of customers) await Directory.discard("customers", tenantId, customer);
  });
  if (done) await eraseLists();
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
    await count({ ...NOTHING, objects: Objects.length });
    const { Errors = [] } = await session.objects.send(
      new DeleteObjectsCommand({ Bucket: bucket(), Delete: { Objects, Quiet: true } }),
    );
    if (Errors.length) throw new Error(`${Errors.length} objects not deleted: ${Errors[0]?.Code}`);
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

/** Erases items, and before them what the directory has of each, while the item still says what that is. */
async function eraseGroups(session: TenantSession, groups: readonly Group[]): Promise<void> {
  for (const group of groups) {
    for (const { kind, name, member } of referencesOf([group]))
      await Directory.discard(kind, name, member);
    await abortUploads(session, group);
    await deleteAll(session, group.items);
  }
}

/** What the bucket has received in parts for items: no list of objects names it. */
async function abortUploads({ objects }: TenantSession, { of, items }: Group): Promise<void> {
  for (const item of of.receives ? items : []) {
    const { Key, UploadId } = of.receives?.(item) ?? {};
    if (typeof UploadId !== "string") continue;
    try {
      await objects.send(new AbortMultipartUploadCommand({ Bucket: bucket(), Key, UploadId }));
    } catch (error) {
      // Completed, or given up before.
      if (!(error instanceof Error) || error.name !== "NoSuchUpload") throw error;
    }
  }
}

/** What the directory has of items. */
const referencesOf = (groups: readonly Group[]) =>
  groups.flatMap(({ of, items }) =>
    Object.entries(DIRECTORY).flatMap(([kind, reference]) =>
      reference?.from === of.name
        ? items.map((item) => ({ kind: kind as Directory.Kind, ...reference.entry(item) }))
        : [],
    ),
  );

async function eraseLists(): Promise<void> {
  const { tenantId } = assertActor("system");
  for (const { kind, name } of listsOf(tenantId)) {
    for (;;) {
      const { items } = await Directory.list(kind, name);
      if (items.length === 0) break;
      await count({ ...NOTHING, entries: items.length });
      for (const { member } of items) await Directory.discard(kind, name, member);
    }
  }
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

/**
 * Adds to what the proof counts, before it is deleted: of a step that dies and runs again some may be counted
 * twice, none is left out.
 */
async function count(more: Pick<Erased, "items" | "entries" | "objects">): Promise<void> {
  if (more.items + more.entries + more.objects === 0) return;
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
