import * as z from "zod";
import { Slug, TenantName, TenantSettings } from "../tenant/tenant.schema";
import { PageSlug } from "./page.schema";
import { Profile } from "./profile.schema";

export {
  MAX_IN_NAVIGATION,
  MAX_PAGES,
  Navigation,
  NewPage,
  PageChange,
  PageId,
  PageSlug,
  PageSummary,
  RESERVED_PAGE_SLUGS,
  SitePage,
} from "./page.schema";
export { Day, MAX_LINKS, OpeningTime, PostalAddress, Profile } from "./profile.schema";

const PublicLink = z.object({ slug: PageSlug, title: z.string().meta({ example: "About us" }) });

/** What everybody may know of a business and its site: what is around each of its pages. */
export const PublicSite = TenantSettings.pick({
  timeZone: true,
  locale: true,
  currency: true,
  brand: true,
})
  .extend({
    slug: Slug,
    name: TenantName,
    domain: z.string().nullable().meta({
      description: "The business's own domain, where its site is first of all; null without one.",
      example: "www.example.com",
    }),
    profile: Profile,
    navigation: z.array(PublicLink),
    pages: z
      .array(PublicLink.extend({ updatedAt: z.iso.datetime() }))
      .meta({ description: "All published pages, as in a map of the site." }),
  })
  .meta({ id: "PublicSite" });
export type PublicSite = z.infer<typeof PublicSite>;

/** A published page as everybody may read it. */
export const PublicPage = z
  .object({
    slug: PageSlug,
    title: z.string().meta({ example: "About us" }),
    seoTitle: z.string().nullable(),
    seoDescription: z.string().nullable(),
    html: z.string().meta({
      example: "<h2>Who we are</h2>",
      description: "The text as HTML that is safe to show.",
    }),
    publishedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "PublicPage" });
export type PublicPage = z.infer<typeof PublicPage>;

export const PublicView = z
  .object({ site: PublicSite, page: PublicPage.nullable() })
  .meta({ id: "PublicView" });
export type PublicView = z.infer<typeof PublicView>;
