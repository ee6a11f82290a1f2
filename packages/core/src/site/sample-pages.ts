import { useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Page from "./page";
import { PageEntity } from "./page.entity";
import { NewPage, type SitePage } from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import { PageSlugEntity } from "./page-slug.entity";
import { SiteEntity } from "./site.entity";
import { SamplePagesDeleted } from "./site.events";
import { assertOwn } from "./site-parts";

/** How many go in one transaction, of at most 100 writes: three for each, and what tells of it. */
const AT_ONCE = 30;

/** Makes a page as an example. */
export async function create(
  page: Partial<NewPage> & Pick<NewPage, "slug" | "title">,
): Promise<SitePage> {
  return Page.create({ tenantId: useTenant(), page: NewPage.parse(page), sample: true });
}

/**
 * Deletes pages that were made as examples and that nobody has changed since, all or none of those it takes at
 * once. Repeated, it changes nothing.
 * @returns how many it has deleted, and how many are left
 */
export async function remove(): Promise<{ deleted: number; left: number }> {
  const tenantId = useTenant();
  assertOwn(tenantId, "site.write");
  const samples = (await Page.stored()).filter(({ sample }) => sample);
  const now = samples.slice(0, AT_ONCE);
  if (!now.length) return { deleted: 0, left: 0 };
  const pageIds = now.map(({ pageId }) => pageId);
  return commit({
    entities: { page: PageEntity, body: PageBodyEntity, slug: PageSlugEntity, site: SiteEntity },
    writes: (entities) => ({
      ...Object.fromEntries(
        now.flatMap(({ pageId, slug, version }) => [
          [
            `page ${pageId}`,
            entities.page
              .remove({ tenantId, pageId })
              .where((one, { eq }) => eq(one.version, version))
              .commit(),
          ],
          [`body ${pageId}`, entities.body.delete({ tenantId, pageId }).commit()],
          [`slug ${pageId}`, entities.slug.delete({ tenantId, slug }).commit()],
        ]),
      ),
      count: entities.site.patch({ tenantId }).subtract({ pages: now.length }).commit(),
    }),
    audit: { action: "site.samplePages.removed", target: tenantId, before: { pageIds } },
    events: [SamplePagesDeleted.create(tenantId, { pageIds })],
    result: { deleted: now.length, left: samples.length - now.length },
  });
}
