import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import type { PageId } from "./page.schema";
import type { Profile } from "./profile.schema";

/** What there is once in a site, so that a visit reads one item of it. Each part has a version of its own. */
export const SiteEntity = new Entity(
  {
    model: { service: "site", entity: "site", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      profile: { type: CustomAttributeType<Profile>("any") },
      /** Absent before the first change: then it is 1. */
      profileVersion: { type: "number" },
      /** The pages in the navigation, in their order. One that was deleted is left out where it is read. */
      navigation: { type: CustomAttributeType<PageId[]>("any") },
      navigationVersion: { type: "number" },
      /** How many pages there are, so that the limit holds however many are made at once. */
      pages: { type: "number" },
      /** How many domains there are, active or not. */
      domains: { type: "number" },
      /** The active domain where the site is first of all. */
      domain: { type: "string" },
    },
    indexes: {
      // The site of a tenant.
      byTenant: {
        pk: partition("pk", "site.site", ["tenantId"]),
        sk: sort("sk", "site", []),
      },
    },
  },
  table,
);
