import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import { ConflictError } from "../platform/errors";
import * as Content from "./content";
import * as File from "./file";
import { FileEntity } from "./file.entity";
import { foldName, sortNameOf } from "./file-name.schema";
import * as Folder from "./folder";
import { FolderEntity } from "./folder.entity";
import * as Multipart from "./multipart";
import * as Objects from "./objects";
import {
  FolderNotFoundError,
  SizeMismatchError,
  TypeMismatchError,
  UploadNotFoundError,
  UploadNotReceivedError,
} from "./storage.errors";
import { FileUploaded } from "./storage.events";
import type { FileId, StoredFile } from "./storage.schema";
import * as Upload from "./upload";
import { UploadEntity } from "./upload.entity";
import * as Usage from "./usage";
import { UsageEntity } from "./usage.entity";

/**
 * Makes the file of an upload whose bytes are there. The bucket's own notice does the same: whichever comes first,
 * the other changes nothing, and both have the same answer.
 * @throws UploadNotFoundError, UploadNotReceivedError, SizeMismatchError, TypeMismatchError
 */
export async function complete(fileId: FileId): Promise<StoredFile> {
  assertPermission("storage.write");
  return File.toFile(await settle(fileId));
}

/**
 * Does what follows from the bucket's notice that bytes came: the file is made, or there is nothing that they are
 * for, and they are deleted. A notice may come late, twice, or for what was sent again.
 */
export async function onArrival(fileId: FileId, version: string): Promise<void> {
  const file = await settleOrEnd(fileId);
  // Sent again with the same form: what was looked into counts, and nothing else is kept.
  if (file?.objectVersion !== version) await Objects.purge(fileId, file?.objectVersion);
}

/**
 * Makes the file of an upload or, where its bytes are not what they were to be, ends it. Undefined where there
 * is no such upload any more. @throws UploadNotReceivedError
 */
export async function settleOrEnd(fileId: FileId): Promise<File.StoredItem | undefined> {
  assertActor("system");
  try {
    return await settle(fileId);
  } catch (error) {
    if (error instanceof UploadNotFoundError) return undefined;
    const isOther = error instanceof TypeMismatchError;
    if (!isOther && !(error instanceof SizeMismatchError)) throw error;
    const upload = await Upload.find(fileId);
    if (upload?.state === "open") {
      await Upload.end(upload, "refused", isOther ? error.found : undefined);
    }
    return undefined;
  }
}

async function settle(fileId: FileId): Promise<File.StoredItem> {
  const there = await File.find(fileId);
  if (there) return there;
  const upload = await Upload.find(fileId);
  if (!upload) return thereByNow(fileId);
  if (upload.found !== undefined) throw new TypeMismatchError(upload.declaredType, upload.found);
  const arrived = (await Objects.find(fileId)) ?? (await joined(upload));
  if (!arrived) throw new UploadNotReceivedError();
  if (arrived.size !== upload.size) throw new SizeMismatchError(upload.size, arrived.size);
  const { declaredType: declared, name } = upload;
  const judged = await Content.judge({ declared, name }, await Objects.sample(fileId, arrived));
  // That it ends with this is stored by whoever hears of the arrival: a request stores what succeeds.
  if (judged.contentType === undefined) throw new TypeMismatchError(declared, judged.mismatch);
  try {
    return await store(upload, arrived, judged.contentType);
  } catch (error) {
    // Its folder was deleted meanwhile: it lies at the top.
    if (error instanceof FolderNotFoundError) {
      return store({ ...upload, folderId: "root" }, arrived, judged.contentType);
    }
    // Somebody else settled it at the same moment: theirs counts.
    if (error instanceof ConflictError) return thereByNow(fileId);
    throw error;
  }
}

/** What came in parts, once all of them are there. */
async function joined(upload: Upload.StoredUpload): Promise<Objects.Arrived | undefined> {
  const { fileId, size, multipartId } = upload;
  if (multipartId === undefined) return undefined;
  const parts = await Multipart.list(fileId, multipartId);
  if (parts) {
    const arrived = parts.reduce((total, { bytes }) => total + bytes, 0);
    if (arrived !== size) return undefined;
    await Multipart.complete(fileId, multipartId, parts);
  }
  return Objects.find(fileId);
}

async function thereByNow(fileId: FileId): Promise<File.StoredItem> {
  const file = await File.find(fileId);
  if (!file) throw new UploadNotFoundError();
  return file;
}

/** The upload becomes a file, its reservation what it uses. */
async function store(
  upload: Upload.StoredUpload,
  { version: objectVersion }: Objects.Arrived,
  contentType: string,
): Promise<File.StoredItem> {
  const { fileId, name, size, folderId, tags } = upload;
  const tenantId = useTenant();
  const now = new Date().toISOString();
  const kind = Content.kindOf(contentType);
  const file: File.StoredItem = {
    ...{ tenantId, fileId, name, foldedName: foldName(name), sortName: sortNameOf(name) },
    ...{ folderId, place: folderId, contentType, kind, size, tags, objectVersion },
    ...{ version: 1, createdAt: now, updatedAt: now },
  };
  await commit({
    entities: {
      file: FileEntity,
      upload: UploadEntity,
      usage: UsageEntity,
      folder: FolderEntity,
    },
    writes: (entities) => ({
      upload: entities.upload
        .remove({ tenantId, fileId })
        .where((one, { eq }) => eq(one.state, "open"))
        .commit(),
      file: entities.file.create(file).commit(),
      usage: Usage.settle(entities.usage, { size, kind }),
      ...Folder.changed(entities.folder, folderId, { files: 1, bytes: size }),
    }),
    rejected: { folder: () => new FolderNotFoundError() },
    directory: [Upload.notDue({ tenantId, fileId })],
    audit: { target: fileId, after: { name, size, contentType, folderId } },
    events: [FileUploaded.create(fileId, { fileId, name, size, contentType, kind, folderId })],
    result: File.toFile(file),
  });
  return file;
}
