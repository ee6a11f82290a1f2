import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { type PageId, PageStatus } from "./page.schema";

export const PageEntity = new Entity(
  {
    model: { service: "site", entity: "page", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      pageId: { type: CustomAttributeType<PageId>("string"), required: true, readOnly: true },
      slug: { type: "string", required: true },
      title: { type: "string", required: true },
      status: { type: PageStatus.options, required: true },
      seoTitle: { type: "string" },
      seoDescription: { type: "string" },
      sample: { type: "boolean", required: true },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
      updatedAt: { type: "string", required: true },
      publishedAt: { type: "string" },
    },
    indexes: {
      // The pages of a site without their texts, oldest first; one of them.
      byTenant: {
        pk: partition("pk", "site.page", ["tenantId"]),
        sk: sort("sk", "page", ["pageId"]),
      },
    },
  },
  table,
);
