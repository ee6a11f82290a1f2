import { defineContract } from "../platform/contract";
import { Usage } from "./storage.schema";

export {
  changeFile,
  copyFile,
  deleteFile,
  listFiles,
  readFile,
  readFileLink,
  restoreFile,
  trashFile,
} from "./file.contract";
export { changeFolder, createFolder, deleteFolder, listFolders } from "./folder.contract";
export {
  abandonUpload,
  completeUpload,
  listUploadParts,
  listUploads,
  signUploadParts,
  startMultipartUpload,
  startUpload,
} from "./upload.contract";

export const readUsage = defineContract({
  method: "GET",
  path: "/api/storage/usage",
  summary: "Read how much the files take, by kind, and how much fits",
  access: "member:storage.read",
  response: Usage,
});
