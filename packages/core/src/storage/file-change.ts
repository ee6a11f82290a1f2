import { assertPermission } from "../platform/actor";
import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import * as File from "./file";
import { FileEntity } from "./file.entity";
import { foldName, sortNameOf } from "./file-name.schema";
import * as Folder from "./folder";
import { FolderEntity } from "./folder.entity";
import { FileTrashedError, FolderNotFoundError } from "./storage.errors";
import type { FileChange, FileId, StoredFile } from "./storage.schema";

/**
 * Renames a file, moves it or tags it, if nobody has changed it since `version`.
 * @throws StaleError, FileTrashedError, FolderNotFoundError
 */
export async function change(input: {
  fileId: FileId;
  change: FileChange;
  version: number;
}): Promise<StoredFile> {
  assertPermission("storage.write");
  const { fileId, version } = input;
  const file = await File.read(fileId);
  if (file.version !== version) throw new StaleError();
  if (file.trashedAt) throw new FileTrashedError();
  const before = { name: file.name, folderId: file.folderId, tags: file.tags };
  const { name = file.name, folderId = file.folderId, tags = file.tags } = input.change;
  const after = { name, folderId, tags };
  if (JSON.stringify(before) === JSON.stringify(after)) return File.toFile(file);
  const next: File.StoredItem = {
    ...file,
    ...{ name, foldedName: foldName(name), sortName: sortNameOf(name), tags },
    ...{ folderId, place: folderId, version: version + 1, updatedAt: new Date().toISOString() },
  };
  return commit({
    entities: { file: FileEntity, folder: FolderEntity },
    writes: (entities) => ({
      file: entities.file
        .put(next)
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      ...Folder.moved(entities.folder, file, folderId),
    }),
    rejected: { file: () => new StaleError(), to: () => new FolderNotFoundError() },
    audit: { target: fileId, before, after },
    result: File.toFile(next),
  });
}
