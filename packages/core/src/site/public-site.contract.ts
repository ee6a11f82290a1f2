import * as z from "zod";
import { defineContract } from "../platform/contract";
import { Slug } from "../tenant/tenant.schema";
import { DomainName } from "./domain.schema";
import { PageSlug } from "./page.schema";
import { PublicView } from "./site.schema";

const ofSite = z.object({
  site: z.union([Slug, DomainName]).meta({
    example: "blue-bottle",
    description: "The business's slug, or a domain of its own that is active.",
  }),
});

const noSite = {
  "site.site.not_found": {
    status: 404,
    when: "there is no such site, or it is not open",
    mend: "Check the slug or the domain.",
  },
};

export const readPublicSite = defineContract({
  method: "GET",
  path: "/api/public/sites/{site}",
  summary: "Read what a business shows everybody: its profile, its navigation and its start page",
  access: "anyone",
  params: ofSite,
  response: PublicView,
  refuses: noSite,
});

export const readPublicPage = defineContract({
  method: "GET",
  path: "/api/public/sites/{site}/pages/{page}",
  summary: "Read a page that a business has published",
  access: "anyone",
  params: ofSite.extend({ page: PageSlug }),
  response: PublicView,
  refuses: {
    ...noSite,
    "site.page.not_found": {
      status: 404,
      when: "there is no such page, or it is a draft",
      mend: "Read the site: it names its pages.",
    },
  },
});
