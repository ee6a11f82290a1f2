import * as z from "zod";
import { defineContract, pageOf } from "../platform/contract";
import {
  FileChange,
  FileCopy,
  FileId,
  FileLink,
  FileQuery,
  LinkQuery,
  StoredFile,
} from "./storage.schema";

const ofFile = z.object({ fileId: FileId });

const noFile = {
  "storage.file.not_found": {
    status: 404,
    when: "there is no such file; it may have been deleted",
    mend: "List the files and choose one.",
  },
};
const inTrash = {
  "storage.file.in_trash": {
    status: 409,
    when: "the file is in the trash",
    mend: "Restore it first.",
  },
};
const noFolder = {
  "storage.folder.not_found": {
    status: 404,
    when: "there is no such folder",
    mend: "List the folders and choose one.",
  },
};

export const readFile = defineContract({
  method: "GET",
  path: "/api/v1/storage/{fileId}",
  summary: "Read what is known of a file",
  access: "member:storage.read",
  params: ofFile,
  response: StoredFile,
  versioned: true,
  refuses: noFile,
});

export const deleteFile = defineContract({
  method: "DELETE",
  path: "/api/v1/storage/{fileId}",
  summary: "Delete a file for good, wherever it is; the trash is another operation",
  access: "member:storage.write",
  params: ofFile,
  refuses: noFile,
});

export const listFiles = defineContract({
  method: "GET",
  path: "/api/storage/files",
  summary: "List files: of a folder, of the trash, or all; and search them by name, kind and tag",
  access: "member:storage.read",
  query: FileQuery,
  response: pageOf(StoredFile),
});

export const readFileLink = defineContract({
  method: "GET",
  path: "/api/storage/files/{fileId}/link",
  summary: "Make an address that reads the file's bytes for five minutes",
  access: "member:storage.read",
  params: ofFile,
  query: LinkQuery,
  response: FileLink,
  refuses: { ...noFile, ...inTrash },
});

export const changeFile = defineContract({
  method: "PATCH",
  path: "/api/storage/files/{fileId}",
  summary: "Rename a file, move it or tag it; what is left out stays",
  access: "member:storage.write",
  params: ofFile,
  body: FileChange,
  response: StoredFile,
  versioned: true,
  refuses: { ...noFile, ...inTrash, ...noFolder },
});

export const copyFile = defineContract({
  method: "POST",
  path: "/api/storage/files/{fileId}/copy",
  summary: "Copy a file: next to itself, or into another folder",
  access: "member:storage.write",
  rateClass: "expensive",
  params: ofFile,
  body: FileCopy,
  status: 201,
  response: StoredFile,
  refuses: {
    ...noFile,
    ...inTrash,
    ...noFolder,
    "storage.quota.reached": {
      status: 409,
      when: "the copy does not fit into what is left of the tenant's room",
      mend: "Delete files, empty the trash, or ask for more room.",
    },
  },
});

export const trashFile = defineContract({
  method: "POST",
  path: "/api/storage/files/{fileId}/trash",
  summary: "Put a file into the trash, where it stays for thirty days",
  access: "member:storage.write",
  params: ofFile,
  response: StoredFile,
  refuses: noFile,
});

export const restoreFile = defineContract({
  method: "POST",
  path: "/api/storage/files/{fileId}/restore",
  summary: "Take a file out of the trash: into its folder or, where that is gone, to the top",
  access: "member:storage.write",
  params: ofFile,
  response: StoredFile,
  refuses: noFile,
});
