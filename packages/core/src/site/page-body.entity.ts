import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { PageId } from "./page.schema";

/** The text of a page, apart from the page: a list of pages, and each visit, would pay for all of them. */
export const PageBodyEntity = new Entity(
  {
    model: { service: "site", entity: "page-body", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      pageId: { type: CustomAttributeType<PageId>("string"), required: true, readOnly: true },
      body: { type: "string", required: true },
    },
    indexes: {
      // The text of a page.
      byPage: {
        pk: partition("pk", "site.page-body", ["tenantId"]),
        sk: sort("sk", "body", ["pageId"]),
      },
    },
  },
  table,
);
