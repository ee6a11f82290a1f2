import * as operations from "@faibric/core/storage/storage.contract";
import {
  FileDeleted,
  FileUploaded,
  QuotaReached,
  UploadEnded,
} from "@faibric/core/storage/storage.events";
import { defineManifest } from "../platform/manifest.schema";

export const manifest = defineManifest({
  capability: "storage",
  operations,
  consumers: {
    onFileUploaded: { event: FileUploaded },
    onFileDeleted: { event: FileDeleted },
    onUploadEnded: { event: UploadEnded },
    onQuotaReached: { event: QuotaReached },
  },
  queues: {
    settleArrived: { objects: "files/*/content" },
    emptyTrash: { fifo: true, batchSize: 1 },
  },
  schedules: {
    everyTenMinutesExpireUploads: { expression: "rate(10 minutes)" },
    everyNightEmptyTrash: { expression: "cron(15 3 * * ? *)" },
  },
  grants: {
    startUpload: ["table:write", "bucket:files:receive", "files:address"],
    startMultipartUpload: ["table:write", "bucket:files:parts"],
    signUploadParts: ["table:write", "bucket:files:parts", "files:address"],
    listUploadParts: ["table:read", "bucket:files:parts"],
    listUploads: ["table:read"],
    completeUpload: ["table:write", "bucket:files:versions", "bucket:files:parts"],
    abandonUpload: ["table:write"],
    readFile: ["table:read"],
    deleteFile: ["table:write"],
    listFiles: ["table:read"],
    readFileLink: ["table:read", "bucket:files:versions", "files:address"],
    changeFile: ["table:write"],
    copyFile: ["table:write", "bucket:files:versions", "bucket:files:receive"],
    trashFile: ["table:write"],
    restoreFile: ["table:write"],
    listFolders: ["table:read"],
    createFolder: ["table:write"],
    changeFolder: ["table:write"],
    deleteFolder: ["table:write"],
    readUsage: ["table:read"],
    onFileUploaded: ["table:write"],
    onFileDeleted: ["table:write", "bucket:files:purge"],
    onUploadEnded: ["table:write", "bucket:files:parts", "bucket:files:purge"],
    onQuotaReached: ["table:write", "live:push"],
    settleArrived: [
      "table:write",
      "bucket:files:versions",
      "bucket:files:parts",
      "bucket:files:purge",
    ],
    emptyTrash: ["table:write"],
    everyTenMinutesExpireUploads: ["table:write", "bucket:files:versions", "bucket:files:parts"],
    everyNightEmptyTrash: ["table:read", "queue:emptyTrash"],
  },
  timeouts: { everyTenMinutesExpireUploads: 120, everyNightEmptyTrash: 300, emptyTrash: 120 },
});
