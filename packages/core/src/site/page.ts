import type { EntityItem } from "electrodb";
import { useTenant } from "../platform/actor";
import { batchGet } from "../platform/batch-get";
import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import { createId, type TenantId } from "../platform/id";
import { PageEntity } from "./page.entity";
import {
  MAX_PAGES,
  type NewPage,
  type PageId,
  type PageSummary,
  type SitePage,
} from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import { PageSlugEntity } from "./page-slug.entity";
import { SiteEntity } from "./site.entity";
import { PageNotFoundError, PageSlugTakenError, TooManyPagesError } from "./site.errors";
import { PageCreated, PageDeleted } from "./site.events";
import { assertOwn, FIRST_VERSION, readSite } from "./site-parts";

export type StoredPage = EntityItem<typeof PageEntity>;

/** Makes a page. `sample`: as an example, which can be removed with all others of them. */
export async function create(input: {
  tenantId: TenantId;
  page: NewPage;
  sample?: boolean;
}): Promise<SitePage> {
  const { tenantId, page, sample = false } = input;
  assertOwn(tenantId, "site.write");
  const { slug, title, body, status, seoTitle, seoDescription } = page;
  const pageId = createId("pag");
  const createdAt = new Date().toISOString();
  const stored: StoredPage = {
    ...{ tenantId, pageId, slug, title, status, sample, version: FIRST_VERSION, createdAt },
    updatedAt: createdAt,
    ...(status === "published" ? { publishedAt: createdAt } : {}),
    ...(seoTitle === null ? {} : { seoTitle }),
    ...(seoDescription === null ? {} : { seoDescription }),
  };
  return commit({
    entities: {
      page: PageEntity,
      body: PageBodyEntity,
      slug: PageSlugEntity,
      site: SiteEntity,
    },
    writes: (entities) => ({
      page: entities.page.create(stored).commit(),
      body: entities.body.create({ tenantId, pageId, body }).commit(),
      slug: entities.slug.create({ tenantId, slug, pageId }).commit(),
      count: entities.site
        .update({ tenantId })
        .add({ pages: 1 })
        .where((one, { notExists, lt }) => `${notExists(one.pages)} OR ${lt(one.pages, MAX_PAGES)}`)
        .commit(),
    }),
    rejected: { slug: () => new PageSlugTakenError(slug), count: () => new TooManyPagesError() },
    audit: { target: pageId, after: { slug, title, status } },
    events: [PageCreated.create(pageId, { pageId, slug, title, status, sample })],
    result: { ...toSummary(stored, null), body },
  });
}

/** All pages of the site without their texts: those of the navigation in its order, then the others, oldest first. */
export async function list(tenantId: TenantId): Promise<{ items: PageSummary[] }> {
  assertOwn(tenantId, "site.read");
  const [{ navigation = [] }, pages] = await Promise.all([readSite(), stored()]);
  const ordered = navigation.flatMap((pageId) => pages.filter((page) => page.pageId === pageId));
  const others = pages.filter((page) => !ordered.includes(page));
  return {
    items: [
      ...ordered.map((page, index) => toSummary(page, index + 1)),
      ...others.map((page) => toSummary(page, null)),
    ],
  };
}

export async function get(tenantId: TenantId, pageId: PageId): Promise<SitePage> {
  assertOwn(tenantId, "site.read");
  const [{ page, body }, { navigation = [] }] = await Promise.all([find(pageId), readSite()]);
  const index = navigation.indexOf(pageId);
  return { ...toSummary(page, index < 0 ? null : index + 1), body };
}

/** Deletes a page for good, its text too. @throws StaleError where it is not the version that was read */
export async function remove(input: {
  tenantId: TenantId;
  pageId: PageId;
  version: number;
}): Promise<void> {
  const { tenantId, pageId, version } = input;
  assertOwn(tenantId, "site.write");
  const { page } = await find(pageId);
  if (page.version !== version) throw new StaleError();
  const { slug, title, status } = page;
  await commit({
    entities: {
      page: PageEntity,
      body: PageBodyEntity,
      slug: PageSlugEntity,
      site: SiteEntity,
    },
    writes: (entities) => ({
      page: entities.page
        .remove({ tenantId, pageId })
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      body: entities.body.delete({ tenantId, pageId }).commit(),
      slug: entities.slug.delete({ tenantId, slug }).commit(),
      count: entities.site.patch({ tenantId }).subtract({ pages: 1 }).commit(),
    }),
    rejected: { page: () => new StaleError() },
    audit: { target: pageId, before: { slug, title, status } },
    events: [PageDeleted.create(pageId, { pageId, slug, title })],
  });
}

/** Every page as it is stored, oldest first: there are MAX_PAGES at most, of a kilobyte or so. */
export async function stored(consistent = true): Promise<StoredPage[]> {
  const { data } = await PageEntity.query
    .byTenant({ tenantId: useTenant() })
    .go({ pages: "all", consistent });
  return data;
}

/** A page with its text, in one call. @throws PageNotFoundError */
export async function find(pageId: PageId): Promise<{ page: StoredPage; body: string }> {
  const key = { tenantId: useTenant(), pageId };
  const [page, body] = await batchGet([PageEntity.get(key), PageBodyEntity.get(key)]);
  const one = page && PageEntity.parse({ Item: page }).data;
  if (!one) throw new PageNotFoundError();
  return { page: one, body: (body && PageBodyEntity.parse({ Item: body }).data?.body) ?? "" };
}

export function toSummary(page: StoredPage, position: number | null): PageSummary {
  const { tenantId: _, seoTitle = null, seoDescription = null, publishedAt = null, ...rest } = page;
  return { ...rest, seoTitle, seoDescription, publishedAt, position };
}
