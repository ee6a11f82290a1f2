import { useTenant, withActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import type { TenantId } from "../platform/id";
import { renderMarkdown } from "../platform/markdown";
import { findServed } from "../tenant";
import * as Page from "./page";
import { HOME_SLUG } from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import { PageNotFoundError, SiteNotFoundError } from "./site.errors";
import type { PublicPage, PublicSite, PublicView } from "./site.schema";
import { readSite } from "./site-parts";

/**
 * The start page of a site, as everybody may see it: with the text of its page `home`, where there is one.
 * @throws SiteNotFoundError alike for one that is not there, not ready, suspended or erased
 */
export function readStart(name: string): Promise<PublicView> {
  return inSite(name, async () => {
    const { site, pages } = await readAround();
    const home = pages.find((page) => page.slug === HOME_SLUG);
    return { site, page: home ? await toPublic(home) : null };
  });
}

/** A published page of a site. @throws SiteNotFoundError, PageNotFoundError for a draft too */
export function readPage(name: string, pageSlug: string): Promise<PublicView> {
  return inSite(name, async () => {
    const { site, pages } = await readAround();
    const page = pages.find((one) => one.slug === pageSlug);
    if (!page) throw new PageNotFoundError();
    return { site, page: await toPublic(page) };
  });
}

/** Runs for the tenant of the slug or the domain, whoever asks: what is read there is what it has published. */
async function inSite<R>(name: string, read: () => Promise<R>): Promise<R> {
  const claim = name.includes(".")
    ? await Directory.find("site-domain", name, "claim")
    : await Directory.find("tenant-slug", name, "claim");
  if (!claim?.tenantId || (claim.detail as { active?: boolean } | undefined)?.active === false) {
    throw new SiteNotFoundError();
  }
  return inTenant(claim.tenantId, read);
}

const inTenant = <R>(tenantId: TenantId, read: () => Promise<R>): Promise<R> =>
  withActor({ type: "system", tenantId, service: "site.visitors" }, read);

type Published = Page.StoredPage & { readonly publishedAt: string };

const isPublished = (page: Page.StoredPage): page is Published =>
  page.status === "published" && page.publishedAt !== undefined;

/** What is around each page, in one round of reads. */
async function readAround(): Promise<{ site: PublicSite; pages: readonly Published[] }> {
  const [tenant, stored, all] = await Promise.all([
    findServed(),
    readSite(false),
    Page.stored(false),
  ]);
  if (!tenant) throw new SiteNotFoundError();
  const { name, slug, settings } = tenant;
  const { profile = {}, navigation = [], domain = null } = stored;
  const pages = all.filter(isPublished);
  const inNavigation = navigation.flatMap((id) => pages.filter(({ pageId }) => pageId === id));
  return {
    pages,
    site: {
      ...settings,
      ...{ slug, name, domain, profile },
      navigation: inNavigation.map(({ slug, title }) => ({ slug, title })),
      pages: pages.map(({ slug, title, updatedAt }) => ({ slug, title, updatedAt })),
    },
  };
}

async function toPublic({ pageId, ...page }: Published): Promise<PublicPage> {
  const key = { tenantId: useTenant(), pageId };
  const { data } = await PageBodyEntity.get(key).go();
  const { slug, title, seoTitle = null, seoDescription = null, publishedAt, updatedAt } = page;
  const html = renderMarkdown(data?.body ?? "");
  return { slug, title, seoTitle, seoDescription, html, publishedAt, updatedAt };
}
