import { assertActor, assertPermission } from "../platform/actor";
import { commit } from "../platform/commit";
import { ConflictError } from "../platform/errors";
import * as File from "./file";
import { FileEntity } from "./file.entity";
import * as Folder from "./folder";
import { FolderEntity } from "./folder.entity";
import { FileNotFoundError, FolderNotFoundError } from "./storage.errors";
import { type FileId, type Place, type StoredFile, TRASH_DAYS } from "./storage.schema";
import * as Usage from "./usage";
import { UsageEntity } from "./usage.entity";

const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Puts a file into the trash. One that is there stays as it is. */
export async function put(fileId: FileId): Promise<StoredFile> {
  assertPermission("storage.write");
  const file = await File.read(fileId);
  if (file.trashedAt) return File.toFile(file);
  const trashedAt = new Date().toISOString();
  const { version } = file;
  return move(file, { ...file, trashedAt, place: "trash", version: version + 1 });
}

/** Takes a file out of the trash: into the folder it came from or, where that is gone, to the top. */
export async function restore(fileId: FileId): Promise<StoredFile> {
  assertPermission("storage.write");
  const file = await File.read(fileId);
  if (!file.trashedAt) return File.toFile(file);
  const { trashedAt: _, ...rest } = file;
  const to = (folderId: Place) =>
    move(file, { ...rest, folderId, place: folderId, version: file.version + 1 });
  try {
    return await to(file.folderId);
  } catch (error) {
    if (error instanceof FolderNotFoundError) return to("root");
    throw error;
  }
}

async function move(file: File.StoredItem, next: File.StoredItem): Promise<StoredFile> {
  const { fileId, size, name } = file;
  return commit({
    entities: { file: FileEntity, folder: FolderEntity, usage: UsageEntity },
    writes: (entities) => ({
      file: entities.file
        .put(next)
        .where((one, { eq }) => eq(one.version, file.version))
        .commit(),
      usage: Usage.trash(entities.usage, size, next.trashedAt ? 1 : -1),
      ...Folder.moved(entities.folder, file, next.place),
    }),
    rejected: { to: () => new FolderNotFoundError() },
    audit: { target: fileId, after: { name, trashed: next.trashedAt !== undefined } },
    result: File.toFile(next),
  });
}

/** Deletes for good what has been in the trash of the actor's tenant for long enough. Answers how many went. */
export async function empty(now: Date): Promise<number> {
  const { tenantId } = assertActor("system");
  const before = new Date(now.getTime() - TRASH_DAYS * DAY_MS).toISOString();
  let removed = 0;
  let cursor: string | null = null;
  do {
    const page: { data: File.StoredItem[]; cursor: string | null } = await FileEntity.query
      .byPlace({ tenantId, place: "trash" })
      .where((one, { lt }) => lt(one.trashedAt, before))
      .go({ limit: AT_ONCE, cursor });
    for (const { fileId } of page.data) removed += await removeUnlessChanged(fileId);
    cursor = page.cursor;
  } while (cursor);
  return removed;
}

/** One that somebody restores or deletes at the same moment is theirs. */
async function removeUnlessChanged(fileId: FileId): Promise<number> {
  try {
    const { trashedAt } = await File.read(fileId);
    if (!trashedAt) return 0;
    await File.remove(fileId);
    return 1;
  } catch (error) {
    if (error instanceof FileNotFoundError || error instanceof ConflictError) return 0;
    throw error;
  }
}
