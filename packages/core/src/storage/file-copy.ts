import { assertPermission } from "../platform/actor";
import { beforeDelivery } from "../platform/delivery";
import * as File from "./file";
import * as Objects from "./objects";
import { FileTrashedError } from "./storage.errors";
import type { FileCopy, FileId, StoredFile } from "./storage.schema";
import * as Upload from "./upload";
import { complete } from "./upload-completion";

/**
 * Copies a file. The copy is an upload whose bytes the bucket brings itself: what stops in between is settled, or
 * given up, as any upload is.
 * @throws QuotaReachedError, FolderNotFoundError, FileTrashedError
 */
export async function copy(fileId: FileId, to: FileCopy): Promise<StoredFile> {
  assertPermission("storage.write");
  const file = await File.read(fileId);
  if (file.trashedAt) throw new FileTrashedError();
  const { tags, size, contentType, objectVersion } = file;
  const { name = file.name, folderId = file.folderId } = to;
  const upload = Upload.toCome({ name, folderId, tags, size, contentType });
  await beforeDelivery(() => Upload.reserve(upload, undefined));
  await Objects.copy(fileId, objectVersion, upload.fileId);
  return complete(upload.fileId);
}
