import { assertActor } from "../platform/actor";
import { UploadNotFoundError, UploadNotReceivedError } from "./storage.errors";
import type { FileId } from "./storage.schema";
import * as Upload from "./upload";
import { settleOrEnd } from "./upload-completion";

/**
 * Ends an upload whose time is over. Bytes that are there after all, whose notice was lost, become the file: who sent
 * them was told that they arrived.
 */
export async function expire(fileId: FileId): Promise<void> {
  assertActor("system");
  const upload = await Upload.find(fileId);
  if (upload?.state !== "open" || upload.dueAt > Date.now()) return;
  try {
    await settleOrEnd(fileId);
  } catch (error) {
    if (!(error instanceof UploadNotReceivedError)) throw error;
    await endUnlessEnded(upload);
  }
}

async function endUnlessEnded(upload: Upload.StoredUpload): Promise<void> {
  try {
    await Upload.end(upload, "expired");
  } catch (error) {
    if (!(error instanceof UploadNotFoundError)) throw error;
  }
}
