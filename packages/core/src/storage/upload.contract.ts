import * as z from "zod";
import { defineContract } from "../platform/contract";
import { FileId, NewUpload, StoredFile, Upload } from "./storage.schema";

const ofUpload = z.object({ fileId: FileId });

const noUpload = {
  "storage.upload.not_found": {
    status: 404,
    when: "there is no such upload; it may have run out of time",
    mend: "Begin another.",
  },
};

export const startUpload = defineContract({
  method: "POST",
  path: "/api/v1/storage/upload",
  summary: "Begin to upload a file: the answer is a form to send its bytes with",
  access: "member:storage.write",
  body: NewUpload,
  status: 201,
  response: Upload,
  refuses: {
    "storage.quota.reached": {
      status: 409,
      when: "the file does not fit into what is left of the tenant's room",
      mend: "Delete files, empty the trash, or ask for more room.",
    },
    "storage.folder.not_found": {
      status: 404,
      when: "there is no such folder",
      mend: "List the folders and choose one.",
    },
  },
});

export const completeUpload = defineContract({
  method: "POST",
  path: "/api/v1/storage/upload/{fileId}/complete",
  summary: "Have the bytes looked at that were sent; it also happens by itself",
  access: "member:storage.write",
  params: ofUpload,
  response: StoredFile,
  refuses: {
    ...noUpload,
    "storage.upload.not_received": {
      status: 409,
      when: "the bytes have not arrived",
      mend: "Send them with the form of the upload, then complete it.",
    },
    "storage.upload.type_mismatch": {
      status: 422,
      when: "the bytes are something else than what the file is said to be",
      mend: "Send it as what it is, or another file.",
    },
  },
});

export const abandonUpload = defineContract({
  method: "DELETE",
  path: "/api/v1/storage/upload/{fileId}",
  summary: "Give an upload up: its room is free again, and what was sent is deleted",
  access: "member:storage.write",
  params: ofUpload,
  refuses: noUpload,
});
