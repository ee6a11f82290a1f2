import type { EntityItem } from "electrodb";
import { assertPermission, useTenant } from "../platform/actor";
import { commit, type WritesTo } from "../platform/commit";
import { createId } from "../platform/id";
import { FolderEntity } from "./folder.entity";
import * as Tree from "./folder-tree";
import { FolderNotEmptyError, FolderNotFoundError } from "./storage.errors";
import type { Folder, FolderChange, FolderId, NewFolder, Place } from "./storage.schema";
import { UsageEntity } from "./usage.entity";

export type StoredFolder = EntityItem<typeof FolderEntity>;
type FolderWrites = WritesTo<typeof FolderEntity>;

/** All folders of the tenant: there are MAX_FOLDERS at most. */
export async function list(): Promise<{ items: Folder[] }> {
  assertPermission("storage.read");
  return { items: (await Tree.read()).folders.map(toFolder) };
}

/** @throws FolderNotFoundError, FolderNameTakenError, TooManyFoldersError */
export async function create({ name, parentId }: NewFolder): Promise<Folder> {
  assertPermission("storage.write");
  const tree = await Tree.read();
  Tree.assertFits(tree, { name, parentId });
  const tenantId = useTenant();
  const folderId = createId("fld");
  const now = new Date().toISOString();
  const folder: StoredFolder = {
    ...{ tenantId, folderId, parentId, name, files: 0, bytes: 0, version: 1 },
    ...{ createdAt: now, updatedAt: now },
  };
  return commit({
    entities: { folder: FolderEntity, usage: UsageEntity },
    writes: (entities) => ({
      tree: Tree.next(entities.usage, tree),
      folder: entities.folder.create(folder).commit(),
    }),
    audit: { target: folderId, after: { name, parentId } },
    result: toFolder(folder),
  });
}

/** Renames a folder, or moves it with all that it holds. @throws FolderInsideItselfError too */
export async function change(folderId: FolderId, wanted: FolderChange): Promise<Folder> {
  assertPermission("storage.write");
  const tree = await Tree.read();
  const folder = Tree.find(tree, folderId);
  const before = { name: folder.name, parentId: folder.parentId };
  const { name = folder.name, parentId = folder.parentId } = wanted;
  const after = { name, parentId };
  Tree.assertFits(tree, after, folderId);
  const { tenantId } = folder;
  const updatedAt = new Date().toISOString();
  const next = { ...folder, ...after, version: folder.version + 1, updatedAt };
  return commit({
    entities: { folder: FolderEntity, usage: UsageEntity },
    writes: (entities) => ({
      tree: Tree.next(entities.usage, tree),
      // Not put whole: what it holds may change at the same time.
      folder: entities.folder
        .patch({ tenantId, folderId })
        .set({ ...after, version: next.version, updatedAt })
        .commit(),
    }),
    audit: { target: folderId, before, after },
    result: toFolder(next),
  });
}

/** Deletes a folder that nothing is in. @throws FolderNotEmptyError, FolderNotFoundError */
export async function remove(folderId: FolderId): Promise<void> {
  assertPermission("storage.write");
  const tree = await Tree.read();
  const { tenantId, name, parentId } = Tree.find(tree, folderId);
  if (Tree.within(tree, folderId).length) throw new FolderNotEmptyError();
  await commit({
    entities: { folder: FolderEntity, usage: UsageEntity },
    writes: (entities) => ({
      tree: Tree.next(entities.usage, tree),
      folder: entities.folder
        .remove({ tenantId, folderId })
        .where((one, { eq }) => eq(one.files, 0))
        .commit(),
    }),
    rejected: { folder: () => new FolderNotEmptyError() },
    audit: { target: folderId, before: { name, parentId } },
  });
}

/** @throws FolderNotFoundError */
export async function assertThere(place: Place): Promise<void> {
  if (place === "root") return;
  const key = { tenantId: useTenant(), folderId: place };
  const { data } = await FolderEntity.get(key).go({ consistent: true });
  if (!data) throw new FolderNotFoundError();
}

interface Change {
  readonly files: number;
  readonly bytes: number;
}

/** A folder holds more or less; the top and the trash are not counted here. It fails where there is no such folder. */
export function changed(writes: FolderWrites, place: Place | "trash", change: Change) {
  const folder = counted(writes, place, change);
  return folder ? { folder } : {};
}

/** A file moves from where it is listed to another place. */
export function moved(
  writes: FolderWrites,
  { place, size }: { place: Place | "trash"; size: number },
  target: Place | "trash",
) {
  if (place === target) return {};
  const from = counted(writes, place, { files: -1, bytes: -size });
  const to = counted(writes, target, { files: 1, bytes: size });
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function counted(writes: FolderWrites, place: Place | "trash", { files, bytes }: Change) {
  if (place === "root" || place === "trash") return undefined;
  const key = { tenantId: useTenant(), folderId: place };
  return writes.patch(key).add({ files, bytes }).commit();
}

function toFolder(item: StoredFolder): Folder {
  const { folderId, parentId, name, files, bytes, version, createdAt, updatedAt } = item;
  return { folderId, parentId, name, files, bytes, version, createdAt, updatedAt };
}
