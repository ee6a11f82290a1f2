import * as z from "zod";
import { idSchema } from "../platform/id";
import { line, lines } from "./line.schema";

export const PageId = idSchema("pag");
export type PageId = z.infer<typeof PageId>;

/** What fits in one site. */
export const MAX_PAGES = 100;
export const MAX_IN_NAVIGATION = 12;
export const MAX_BODY_CHARACTERS = 50_000;

/** The page whose text stands at the top of the site itself. */
export const HOME_SLUG = "home";

/** Where a tenant's site has, or will have, pages that are not written by hand. */
export const RESERVED_PAGE_SLUGS: readonly string[] = (
  "account admin api assets basket blog cabinet cart chat checkout contact-form feed forum live login logout media news " +
  "orders robots search shop sign-in sign-out sign-up sitemap static store storefront subscribe unsubscribe widgets"
).split(" ");

/** A page's name in its address: lower-case letters, digits and single hyphens, 1 to 60 of them. */
export const PageSlug = z
  .string()
  .min(1, "A page's address is needed.")
  .max(60, "A page's address has at most 60 characters.")
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "A page's address is lower-case letters and digits, with single hyphens between.",
  )
  .refine((slug) => !RESERVED_PAGE_SLUGS.includes(slug), "This address is reserved.")
  .meta({ example: "about-us" });

export const PageStatus = z.enum(["draft", "published"]);
export type PageStatus = z.infer<typeof PageStatus>;

const Title = line("A title", 120).meta({ example: "About us" });
const Body = lines("A text", MAX_BODY_CHARACTERS).meta({
  example: "# About us\n\nWe roast **coffee**.",
  description: "Markdown.",
});
const SeoTitle = line("A title for search engines", 70)
  .nullable()
  .meta({ example: "Coffee roastery in Berlin", description: "Null: as the title." });
const SeoDescription = line("A description for search engines", 200)
  .nullable()
  .meta({ example: "Who we are, and how we roast.", description: "Null: how the text begins." });

/** A page in the list, without its text. */
export const PageSummary = z
  .object({
    pageId: PageId,
    slug: PageSlug,
    title: Title,
    status: PageStatus,
    seoTitle: SeoTitle,
    seoDescription: SeoDescription,
    position: z.int().nullable().meta({
      example: 1,
      description: "Where it stands in the navigation, from 1; null where it is not in it.",
    }),
    sample: z.boolean().meta({
      description: "Whether it was made as an example. A page that is changed is one no more.",
    }),
    version: z.int().meta({ example: 3 }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    publishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SitePageSummary" });
export type PageSummary = z.infer<typeof PageSummary>;

/** A page of a tenant's site. */
export const SitePage = PageSummary.extend({ body: Body }).meta({ id: "SitePage" });
export type SitePage = z.infer<typeof SitePage>;

export const NewPage = z
  .object({
    slug: PageSlug,
    title: Title,
    body: Body.default(""),
    status: PageStatus.default("draft"),
    seoTitle: SeoTitle.default(null),
    seoDescription: SeoDescription.default(null),
  })
  .meta({ id: "NewSitePage" });
export type NewPage = z.infer<typeof NewPage>;

/** What is to change of a page; the rest stays. */
export const PageChange = z
  .object({
    slug: PageSlug,
    title: Title,
    body: Body,
    status: PageStatus,
    seoTitle: SeoTitle,
    seoDescription: SeoDescription,
  })
  .partial()
  .meta({ id: "SitePageChange", example: { title: "About us", status: "published" } });
export type PageChange = z.infer<typeof PageChange>;

/** Which pages the navigation has, in their order. */
export const Navigation = z
  .object({
    pageIds: z
      .array(PageId)
      .max(MAX_IN_NAVIGATION, `At most ${MAX_IN_NAVIGATION} pages fit in the navigation.`)
      .refine((ids) => new Set(ids).size === ids.length, "Name each page once."),
  })
  .meta({ id: "Navigation" });
export const VersionedNavigation = Navigation.extend({
  version: z.int().meta({ example: 3 }),
}).meta({
  id: "VersionedNavigation",
});
export type VersionedNavigation = z.infer<typeof VersionedNavigation>;
