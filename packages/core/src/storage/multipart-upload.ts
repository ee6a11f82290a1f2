import { assertPermission } from "../platform/actor";
import * as Multipart from "./multipart";
import {
  type ArrivedParts,
  MULTIPART_LASTS_SECONDS,
  type MultipartUpload,
  type NewMultipartUpload,
  type PartNumbers,
  partBytesFor,
  type SignedParts,
} from "./multipart.schema";
import { NoSuchPartError, NotMultipartError, UploadNotFoundError } from "./storage.errors";
import { type FileId, UPLOAD_SECONDS } from "./storage.schema";
import * as Upload from "./upload";

/**
 * Reserves room for a file that is sent in parts: to pause, to go on after a reload, and for what one request does not
 * hold. @throws QuotaReachedError, FolderNotFoundError
 */
export async function start(input: NewMultipartUpload): Promise<MultipartUpload> {
  assertPermission("storage.write");
  const planned = Upload.toCome(input, MULTIPART_LASTS_SECONDS);
  const { fileId, size, declaredType, dueAt } = planned;
  const partBytes = partBytesFor(size);
  const multipartId = await Multipart.begin(fileId, declaredType);
  const expiresAt = new Date(dueAt).toISOString();
  try {
    return await Upload.reserve(
      { ...planned, multipartId, partBytes },
      { fileId, partBytes, parts: Math.ceil(size / partBytes), expiresAt },
    );
  } catch (error) {
    await Multipart.abort(fileId, multipartId);
    throw error;
  }
}

/** Makes addresses to send parts to. @throws UploadNotFoundError, NotMultipartError, NoSuchPartError */
export async function sign(fileId: FileId, { partNumbers }: PartNumbers): Promise<SignedParts> {
  assertPermission("storage.write");
  const { size, multipartId, partBytes } = await read(fileId);
  const parts = Math.ceil(size / partBytes);
  const beyond = partNumbers.find((partNumber) => partNumber > parts);
  if (beyond !== undefined) throw new NoSuchPartError(beyond, parts);
  const expiresAt = new Date(Date.now() + UPLOAD_SECONDS * 1_000).toISOString();
  const [all, ...items] = await Promise.all([
    Multipart.addressesOfAll(fileId, multipartId, UPLOAD_SECONDS),
    ...partNumbers.map(async (partNumber) => {
      const bytes = Math.min(partBytes, size - (partNumber - 1) * partBytes);
      const part = { partNumber, bytes };
      const url = await Multipart.addressOfPart(fileId, multipartId, part, UPLOAD_SECONDS);
      return { ...part, url: Upload.throughFiles(url) };
    }),
  ]);
  const [listUrl, completeUrl] = [Upload.throughFiles(all.list), Upload.throughFiles(all.complete)];
  return { items, listUrl, completeUrl, expiresAt };
}

/** Which parts have arrived: the others are still to be sent. @throws UploadNotFoundError, NotMultipartError */
export async function arrived(fileId: FileId): Promise<ArrivedParts> {
  assertPermission("storage.write");
  const { multipartId } = await read(fileId);
  const parts = await Multipart.list(fileId, multipartId);
  if (!parts) throw new UploadNotFoundError();
  return { items: parts.map(({ partNumber, bytes }) => ({ partNumber, bytes })) };
}

async function read(fileId: FileId) {
  const upload = await Upload.find(fileId);
  if (upload?.state !== "open") throw new UploadNotFoundError();
  const { multipartId, partBytes } = upload;
  if (multipartId === undefined || partBytes === undefined) throw new NotMultipartError();
  return { ...upload, multipartId, partBytes };
}
