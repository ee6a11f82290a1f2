import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import {
  ArrivedParts,
  MultipartUpload,
  NewMultipartUpload,
  OpenUpload,
  PartNumbers,
  SignedParts,
} from "./multipart.schema";
import { FileId, NewUpload, StoredFile, Upload } from "./storage.schema";

const ofUpload = z.object({ fileId: FileId });

const noUpload = {
  "storage.upload.not_found": {
    status: 404,
    when: "there is no such upload; it may have run out of time",
    mend: "Begin another.",
  },
};

const noRoom = {
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
};

const notMultipart = {
  "storage.upload.not_multipart": {
    status: 409,
    when: "the upload is sent with its form, in one piece",
    mend: "Begin a multipart upload.",
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
  refuses: noRoom,
});

export const startMultipartUpload = defineContract({
  method: "POST",
  path: "/api/v1/storage/multipart-upload",
  summary: "Begin to upload a file in parts: it may pause, and go on later where it stopped",
  access: "member:storage.write",
  body: NewMultipartUpload,
  status: 201,
  response: MultipartUpload,
  refuses: noRoom,
});

export const signUploadParts = defineContract({
  method: "POST",
  path: "/api/v1/storage/upload/{fileId}/parts",
  summary: "Make addresses to send parts of an upload to",
  access: "member:storage.write",
  params: ofUpload,
  body: PartNumbers,
  response: SignedParts,
  refuses: {
    ...noUpload,
    ...notMultipart,
    "storage.upload.no_such_part": {
      status: 422,
      when: "the upload has not so many parts",
      mend: "Number the parts from 1 to `parts`, as the upload said when it began.",
    },
  },
});

export const listUploadParts = defineContract({
  method: "GET",
  path: "/api/v1/storage/upload/{fileId}/parts",
  summary: "List the parts of an upload that have arrived; the others are still to be sent",
  access: "member:storage.write",
  params: ofUpload,
  response: ArrivedParts,
  refuses: { ...noUpload, ...notMultipart },
});

export const listUploads = defineContract({
  method: "GET",
  path: "/api/storage/uploads",
  summary: "List the uploads that are under way or were stopped, newest first",
  access: "member:storage.write",
  query: Page,
  response: pageOf(OpenUpload),
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
      when: "the bytes have not arrived, or not all of them",
      mend: "Send them as the upload says, then complete it.",
    },
    "storage.upload.size_mismatch": {
      status: 422,
      when: "parts were joined before all of them were there",
      mend: "Begin another upload.",
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
