import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { FileId, Place } from "./storage.schema";

/** What is to become a file once its bytes are there. It holds the room for them. */
export const UploadEntity = new Entity(
  {
    model: { service: "storage", entity: "upload", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      fileId: { type: CustomAttributeType<FileId>("string"), required: true, readOnly: true },
      state: { type: ["open", "refused"] as const, required: true },
      name: { type: "string", required: true },
      folderId: { type: CustomAttributeType<Place>("string"), required: true },
      tags: { type: "list", items: { type: "string" }, required: true },
      declaredType: { type: "string", required: true },
      size: { type: "number", required: true },
      /** In epoch milliseconds: then its room is free again. */
      dueAt: { type: "number", required: true },
      /** What the bucket calls it, of one that is sent in parts; and how long each but the last is. */
      multipartId: { type: "string" },
      partBytes: { type: "number" },
      createdAt: { type: "string", required: true, readOnly: true },
      /** What the bytes were, of one that was refused. */
      found: { type: "string" },
      /** Why it was refused is told for a day. */
      expiresAt: { type: "number" },
    },
    indexes: {
      // The uploads of a tenant that are under way; one of them.
      byTenant: {
        pk: partition("pk", "storage.upload", ["tenantId"]),
        sk: sort("sk", "upload", ["fileId"]),
      },
    },
  },
  table,
);
