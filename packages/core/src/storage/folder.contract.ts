import * as z from "zod";
import { defineContract } from "../platform/contract";
import { Folder, FolderChange, FolderId, NewFolder } from "./storage.schema";

const ofFolder = z.object({ folderId: FolderId });

const noFolder = {
  "storage.folder.not_found": {
    status: 404,
    when: "there is no such folder; it may have been deleted",
    mend: "List the folders and choose one.",
  },
};
const notThere = {
  "storage.folder.name_taken": {
    status: 409,
    when: "a folder in the same place has the name",
    mend: "Choose another name.",
  },
  "storage.folder.limit_reached": {
    status: 409,
    when: "there are as many folders as fit, or as deep",
    mend: "Delete one that is no longer used, or put it higher up.",
  },
};

export const listFolders = defineContract({
  method: "GET",
  path: "/api/storage/folders",
  summary: "List all folders, with what each takes",
  access: "member:storage.read",
  response: z.object({ items: z.array(Folder) }),
});

export const createFolder = defineContract({
  method: "POST",
  path: "/api/storage/folders",
  summary: "Create a folder",
  access: "member:storage.write",
  body: NewFolder,
  status: 201,
  response: Folder,
  refuses: { ...noFolder, ...notThere },
});

export const changeFolder = defineContract({
  method: "PATCH",
  path: "/api/storage/folders/{folderId}",
  summary: "Rename a folder, or move it with all that it holds",
  access: "member:storage.write",
  params: ofFolder,
  body: FolderChange,
  response: Folder,
  refuses: {
    ...noFolder,
    ...notThere,
    "storage.folder.inside_itself": {
      status: 422,
      when: "the folder would be in itself",
      mend: "Choose a place outside of it.",
    },
  },
});

export const deleteFolder = defineContract({
  method: "DELETE",
  path: "/api/storage/folders/{folderId}",
  summary: "Delete a folder that is empty",
  access: "member:storage.write",
  params: ofFolder,
  refuses: {
    ...noFolder,
    "storage.folder.not_empty": {
      status: 409,
      when: "files or folders are in it",
      mend: "Move or delete what is in it first.",
    },
  },
});
