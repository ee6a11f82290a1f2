import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { type FileId, FileKind, type Place } from "./storage.schema";

export const FileEntity = new Entity(
  {
    model: { service: "storage", entity: "file", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      fileId: { type: CustomAttributeType<FileId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true },
      /** The name as it is looked for, and as it is sorted by. */
      foldedName: { type: "string", required: true },
      sortName: { type: "string", required: true },
      /** The folder it belongs to; in the trash, the one it came from. */
      folderId: { type: CustomAttributeType<Place>("string"), required: true },
      /** Where it is listed: that folder, or `trash`. */
      place: { type: CustomAttributeType<Place | "trash">("string"), required: true },
      contentType: { type: "string", required: true },
      kind: { type: FileKind.options, required: true },
      size: { type: "number", required: true },
      tags: { type: "list", items: { type: "string" }, required: true },
      /** The object's version that was looked into. What is sent to the same address later is another. */
      objectVersion: { type: "string", required: true },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      updatedAt: { type: "string", required: true },
      trashedAt: { type: "string" },
    },
    indexes: {
      // All files of a tenant, oldest first; one of them.
      byTenant: {
        pk: partition("pk", "storage.file", ["tenantId"]),
        sk: sort("sk", "file", ["fileId"]),
      },
      // What a folder, the top or the trash holds, by name.
      byPlace: {
        index: "gsi1",
        pk: partition("gsi1pk", "storage.file", ["tenantId", "place"]),
        sk: sort("gsi1sk", "file", ["sortName", "fileId"]),
      },
    },
  },
  table,
);
