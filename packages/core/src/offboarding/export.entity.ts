import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId, UserId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { type ExportId, ExportStatus } from "./offboarding.schema";
import type { Position } from "./walk";

/** The tenant's last export, and how far it is: there is one at a time. */
export const ExportEntity = new Entity(
  {
    model: { service: "offboarding", entity: "export", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      exportId: { type: CustomAttributeType<ExportId>("string"), required: true },
      requestedBy: { type: CustomAttributeType<UserId>("string"), required: true },
      status: { type: ExportStatus.options, required: true },
      requestedAt: { type: "string", required: true },
      items: { type: "number", required: true },
      files: { type: "number", required: true },
      /** Where collecting goes on, and the number of the next chunk. */
      position: { type: CustomAttributeType<Position>("any") },
      chunks: { type: "number", required: true },
      /** How many bytes of the archive are packed, before compression, and where packing goes on. */
      packed: { type: "number", required: true },
      uploadId: { type: "string" },
      uploaded: { type: "number", required: true },
      carried: { type: "string" },
      bytes: { type: "number" },
      readyAt: { type: "string" },
      archiveExpiresAt: { type: "string" },
    },
    indexes: {
      // The tenant's export.
      byTenant: {
        pk: partition("pk", "offboarding.export", ["tenantId"]),
        sk: sort("sk", "export", []),
      },
    },
  },
  table,
);
