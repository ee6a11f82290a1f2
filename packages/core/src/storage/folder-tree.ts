import type { EntityItem } from "electrodb";
import { useTenant } from "../platform/actor";
import type { WritesTo } from "../platform/commit";
import { foldName } from "./file-name.schema";
import { FolderEntity } from "./folder.entity";
import {
  FolderInsideItselfError,
  FolderNameTakenError,
  FolderNotFoundError,
  TooManyFoldersError,
} from "./storage.errors";
import { type FolderId, MAX_DEPTH, MAX_FOLDERS, type Place } from "./storage.schema";
import * as Usage from "./usage";
import type { UsageEntity } from "./usage.entity";

type StoredFolder = EntityItem<typeof FolderEntity>;

/**
 * All folders as they are, and the number of their state. A change is judged by the whole tree and is stored only
 * if that is still the same: two moves at once could otherwise put two folders into each other.
 */
export interface Tree {
  readonly state: number;
  readonly folders: readonly StoredFolder[];
}

export async function read(): Promise<Tree> {
  // First the number: what changes in between makes the change fail, not the tree older than its number.
  const { tree: state = 0 } = await Usage.find();
  const { data } = await FolderEntity.query
    .byTenant({ tenantId: useTenant() })
    .go({ pages: "all", consistent: true });
  return { state, folders: data };
}

/** The write that holds a change to the tree that was read. */
export function next(writes: WritesTo<typeof UsageEntity>, { state }: Tree) {
  return writes
    .update({ tenantId: useTenant() })
    .set({ tree: state + 1 })
    .where((one, { notExists, eq }) => (state ? eq(one.tree, state) : notExists(one.tree)))
    .commit();
}

/** @throws FolderNotFoundError */
export function find({ folders }: Tree, folderId: FolderId): StoredFolder {
  const folder = folders.find((one) => one.folderId === folderId);
  if (!folder) throw new FolderNotFoundError();
  return folder;
}

export const within = ({ folders }: Tree, place: Place) =>
  folders.filter(({ parentId }) => parentId === place);

/** That a folder, a new one or one that is there, may be so called in that place. */
export function assertFits(
  tree: Tree,
  { name, parentId }: { name: string; parentId: Place },
  folderId?: FolderId,
): void {
  const above = pathOf(tree, parentId);
  if (folderId !== undefined && above.includes(folderId)) throw new FolderInsideItselfError();
  const isTaken = within(tree, parentId).some(
    (one) => one.folderId !== folderId && foldName(one.name) === foldName(name),
  );
  if (isTaken) throw new FolderNameTakenError(name);
  const depth = above.length + (folderId === undefined ? 1 : heightOf(tree, folderId));
  const isMany = folderId === undefined && tree.folders.length >= MAX_FOLDERS;
  if (isMany || depth > MAX_DEPTH) throw new TooManyFoldersError();
}

/** The folders from a place to the top. @throws FolderNotFoundError */
function pathOf(tree: Tree, place: Place): FolderId[] {
  if (place === "root") return [];
  const { parentId } = find(tree, place);
  return [place, ...pathOf(tree, parentId)];
}

function heightOf(tree: Tree, folderId: FolderId): number {
  const below = within(tree, folderId).map((one) => heightOf(tree, one.folderId));
  return 1 + Math.max(0, ...below);
}
