import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { FolderId, Place } from "./storage.schema";

export const FolderEntity = new Entity(
  {
    model: { service: "storage", entity: "folder", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      folderId: { type: CustomAttributeType<FolderId>("string"), required: true, readOnly: true },
      parentId: { type: CustomAttributeType<Place>("string"), required: true },
      name: { type: "string", required: true },
      files: { type: "number", required: true },
      bytes: { type: "number", required: true },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      updatedAt: { type: "string", required: true },
    },
    indexes: {
      // All folders of a tenant, oldest first; one of them.
      byTenant: {
        pk: partition("pk", "storage.folder", ["tenantId"]),
        sk: sort("sk", "folder", ["folderId"]),
      },
    },
  },
  table,
);
