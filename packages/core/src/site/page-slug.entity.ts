import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { PageId } from "./page.schema";

/** Which page has an address, so that no two can, however they are made at once. */
export const PageSlugEntity = new Entity(
  {
    model: { service: "site", entity: "page-slug", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      slug: { type: "string", required: true, readOnly: true },
      pageId: { type: CustomAttributeType<PageId>("string"), required: true },
    },
    indexes: {
      // The page of an address.
      bySlug: {
        pk: partition("pk", "site.page-slug", ["tenantId"]),
        sk: sort("sk", "slug", ["slug"]),
      },
    },
  },
  table,
);
