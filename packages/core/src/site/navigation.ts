import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import * as Page from "./page";
import type { PageId, VersionedNavigation } from "./page.schema";
import { SiteEntity } from "./site.entity";
import { NavigationPageMissingError } from "./site.errors";
import { NavigationChanged } from "./site.events";
import { assertOwn, FIRST_VERSION, readSite } from "./site-parts";

/** The pages in the navigation, in their order. */
export async function get(tenantId: TenantId): Promise<VersionedNavigation> {
  assertOwn(tenantId, "site.read");
  const [{ navigation = [], navigationVersion = FIRST_VERSION }, pages] = await Promise.all([
    readSite(),
    Page.stored(),
  ]);
  return { pageIds: existing(navigation, pages), version: navigationVersion };
}

/** Gives the navigation other pages, or another order. @throws StaleError, NavigationPageMissingError */
export async function replace(input: {
  tenantId: TenantId;
  pageIds: readonly PageId[];
  version: number;
}): Promise<VersionedNavigation> {
  const { tenantId, version } = input;
  assertOwn(tenantId, "site.write");
  const [{ navigation = [], navigationVersion = FIRST_VERSION }, pages] = await Promise.all([
    readSite(),
    Page.stored(),
  ]);
  if (navigationVersion !== version) throw new StaleError();
  const to = [...input.pageIds];
  const missing = to.map((pageId) => pages.some((page) => page.pageId === pageId)).indexOf(false);
  if (missing >= 0) throw new NavigationPageMissingError(missing + 1);
  const from = existing(navigation, pages);
  if (from.join() === to.join()) return { pageIds: from, version };
  return commit({
    entities: { site: SiteEntity },
    writes: ({ site }) => ({
      navigation: site
        .update({ tenantId })
        .set({ navigation: to, navigationVersion: version + 1 })
        .where((one, { eq, notExists }) =>
          version === FIRST_VERSION
            ? notExists(one.navigationVersion)
            : eq(one.navigationVersion, version),
        )
        .commit(),
    }),
    rejected: { navigation: () => new StaleError() },
    audit: { before: { pageIds: from }, after: { pageIds: to } },
    events: [NavigationChanged.create(tenantId, { from, to })],
    result: { pageIds: to, version: version + 1 },
  });
}

/** Those of the navigation that were not deleted since. */
export function existing(
  navigation: readonly PageId[],
  pages: readonly { readonly pageId: PageId }[],
): PageId[] {
  return navigation.filter((pageId) => pages.some((page) => page.pageId === pageId));
}
