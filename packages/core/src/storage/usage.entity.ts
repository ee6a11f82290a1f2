import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";

/** What a tenant's files take, to the byte: each change of a file changes it in the same transaction. */
export const UsageEntity = new Entity(
  {
    model: { service: "storage", entity: "usage", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      /** Absent: what everybody has. */
      quotaBytes: { type: "number" },
      /** Used and reserved together: a condition compares one attribute. */
      claimedBytes: { type: "number" },
      reservedBytes: { type: "number" },
      files: { type: "number" },
      trashedFiles: { type: "number" },
      trashedBytes: { type: "number" },
      imageBytes: { type: "number" },
      videoBytes: { type: "number" },
      audioBytes: { type: "number" },
      documentBytes: { type: "number" },
      archiveBytes: { type: "number" },
      otherBytes: { type: "number" },
      /** The share of the quota that was told of last, in percent. */
      toldPercent: { type: "number" },
      /** Counts changes to the tree of folders, so that no two are made from the same one. */
      tree: { type: "number" },
    },
    indexes: {
      // A tenant's usage.
      byTenant: { pk: partition("pk", "storage.usage", ["tenantId"]), sk: sort("sk", "usage", []) },
    },
  },
  table,
);
