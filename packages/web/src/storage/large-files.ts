import type { FileId, Place } from "@faibric/core/storage/storage.schema";
import { storageOf } from "./api";

const MIB = 1024 ** 2;

/** Whether a file is sent in parts: what is sent of it stays sent when the line breaks or the page is left. */
export const isLarge = (size: number): boolean => size > 32 * MIB;

/** A request of the uploader to the bucket. Source: https://uppy.io/docs/aws-s3/#signrequestrequest */
interface Request {
  readonly method: string;
  readonly uploadId?: string | undefined;
  readonly partNumber?: number | undefined;
}

/** The address of a request about a file that is sent in parts. */
export async function addressOf(
  tenantId: string,
  fileId: FileId,
  { method, partNumber = 1 }: Request,
): Promise<{ url: string }> {
  // `cancel` gives the upload up, parts and all.
  if (method === "DELETE") throw new DOMException("It is given up by the API.", "AbortError");
  const { items, listUrl, completeUrl } = await storageOf(tenantId).signUploadParts({
    params: { fileId },
    body: { partNumbers: [partNumber] },
  });
  if (method === "GET") return { url: listUrl };
  if (method === "POST") return { url: completeUrl };
  return { url: items[0]?.url ?? "" };
}

/** The upload of a large file: the one of the same file that stopped on its way, or a new one. */
export async function uploadOf(
  tenantId: string,
  folderId: Place,
  { name, size, type: contentType }: File,
  underWay: readonly (FileId | undefined)[],
): Promise<FileId> {
  const storage = storageOf(tenantId);
  const { items } = await storage.listUploads({ query: { limit: 100 } });
  const stopped = items.find(
    (one) =>
      one.isMultipart &&
      one.size === size &&
      one.folderId === folderId &&
      one.name === name.normalize("NFC") &&
      !underWay.includes(one.fileId),
  );
  if (stopped) return stopped.fileId;
  const { fileId } = await storage.startMultipartUpload({
    body: { name, size, contentType, folderId },
  });
  return fileId;
}
