import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { ExportId } from "./offboarding.schema";

/** A part of an export that lies ready in the bucket, as JSONL. */
export const ChunkEntity = new Entity(
  {
    model: { service: "offboarding", entity: "chunk", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      exportId: { type: CustomAttributeType<ExportId>("string"), required: true, readOnly: true },
      /** What is in it: `tenant.activity`, or `files` for the list of them. */
      name: { type: "string", required: true, readOnly: true },
      number: { type: "number", required: true, readOnly: true, padding: { length: 9, char: "0" } },
      key: { type: "string", required: true, readOnly: true },
      lines: { type: "number", required: true },
      bytes: { type: "number", required: true },
      sha256: { type: "string", required: true },
      /** Of a list of files: how much they hold together. */
      content: { type: "number", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // The chunks of an export, by what is in them, in their order.
      byExport: {
        pk: partition("pk", "offboarding.chunk", ["tenantId"]),
        sk: sort("sk", "chunk", ["exportId", "name", "number"]),
      },
    },
  },
  table,
);
