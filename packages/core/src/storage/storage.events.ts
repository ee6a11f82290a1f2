import * as z from "zod";
import { defineEvent } from "../platform/event";
import { FileId, FileKind, Place } from "./storage.schema";

const File = {
  fileId: FileId,
  name: z.string(),
  size: z.int(),
  contentType: z.string(),
  kind: FileKind,
};

/** Its bytes are there and are what they are said to be. */
export const FileUploaded = defineEvent("storage.file.uploaded", 1, { ...File, folderId: Place });

/** It is gone for good; its bytes follow. */
export const FileDeleted = defineEvent("storage.file.deleted", 1, File);

/** An upload was given up, refused, or ran out of time: what came of it is deleted. */
export const UploadEnded = defineEvent("storage.upload.ended", 1, {
  fileId: FileId,
  size: z.int(),
  why: z.enum(["abandoned", "refused", "expired"]),
  /** What the bucket calls it, of one that was sent in parts. */
  multipartId: z.string().optional(),
});

/** So much of what fits is taken. Told once on the way up, again after it was less. */
export const QuotaReached = defineEvent("storage.quota.reached", 1, {
  percent: z.int(),
  claimedBytes: z.int(),
  quotaBytes: z.int(),
});
