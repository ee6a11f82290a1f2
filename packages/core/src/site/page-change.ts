import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import * as Page from "./page";
import { PageEntity } from "./page.entity";
import { NewPage, type PageChange, type PageId, type SitePage } from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import { PageSlugEntity } from "./page-slug.entity";
import { PageSlugTakenError } from "./site.errors";
import { PageChanged } from "./site.events";
import { assertOwn, readSite } from "./site-parts";

type Fields = NewPage;

/**
 * Changes some of a page, publishes it or takes it back, if nobody has since `version`. A page that was made
 * as an example is one no more: it is not removed with the others.
 * @throws StaleError, PageNotFoundError, PageSlugTakenError
 */
export async function change(input: {
  tenantId: TenantId;
  pageId: PageId;
  change: PageChange;
  version: number;
}): Promise<SitePage> {
  const { tenantId, pageId, version } = input;
  assertOwn(tenantId, "site.write");
  const [{ page, body }, { navigation = [] }] = await Promise.all([Page.find(pageId), readSite()]);
  if (page.version !== version) throw new StaleError();
  const { slug, title, status, seoTitle = null, seoDescription = null } = page;
  const before: Fields = { slug, title, body, status, seoTitle, seoDescription };
  const after: Fields = NewPage.parse({ ...before, ...input.change });
  const index = navigation.indexOf(pageId);
  const position = index < 0 ? null : index + 1;
  const changed = (Object.keys(after) as (keyof Fields)[]).filter(
    (field) => before[field] !== after[field],
  );
  if (!changed.length) return { ...Page.toSummary(page, position), body };

  const updatedAt = new Date().toISOString();
  const next = put(page, after, { version: version + 1, updatedAt });
  const only = (fields: Fields) => Object.fromEntries(changed.map((one) => [one, fields[one]]));
  return commit({
    entities: { page: PageEntity, body: PageBodyEntity, slug: PageSlugEntity },
    writes: (entities) => ({
      page: entities.page
        .put(next)
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      ...(changed.includes("body")
        ? { body: entities.body.put({ tenantId, pageId, body: after.body }).commit() }
        : {}),
      ...(changed.includes("slug")
        ? {
            slug: entities.slug.create({ tenantId, slug: after.slug, pageId }).commit(),
            left: entities.slug.delete({ tenantId, slug }).commit(),
          }
        : {}),
    }),
    rejected: { page: () => new StaleError(), slug: () => new PageSlugTakenError(after.slug) },
    audit: { before: only(before), after: only(after) },
    events: [
      PageChanged.create(pageId, {
        ...{ pageId, slug: after.slug, title: after.title, changed },
        ...{ from: status, to: after.status },
      }),
    ],
    result: { ...Page.toSummary(next, position), body: after.body },
  });
}

/** The page as it is to be stored. It keeps when it was first published for as long as it is. */
function put(
  page: Page.StoredPage,
  { slug, title, status, seoTitle, seoDescription }: Fields,
  { version, updatedAt }: { version: number; updatedAt: string },
): Page.StoredPage {
  const { tenantId, pageId, createdAt, publishedAt = updatedAt } = page;
  return {
    ...{ tenantId, pageId, slug, title, status, sample: false, version, createdAt, updatedAt },
    ...(status === "published" ? { publishedAt } : {}),
    ...(seoTitle === null ? {} : { seoTitle }),
    ...(seoDescription === null ? {} : { seoDescription }),
  };
}
