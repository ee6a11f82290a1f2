"use client";
import type { PageId, PageSummary } from "@faibric/core/site/page.schema";
import { ApiError } from "@faibric/sdk";
import { useHere } from "../frame/tenancy";
import { type Cached, useCached } from "../ui/use-cached";
import { sitePages } from "./pages-api";

/** The pages of the site: those of the navigation in its order, then the others. */
export function useSitePages(): Cached<readonly PageSummary[]> {
  const { tenantId } = useHere();
  return useCached<readonly PageSummary[]>(`site/pages/${tenantId}`, async () => {
    const { items } = await sitePages.listPages({ params: { tenantId } });
    return items;
  });
}

/** Puts pages into the navigation in another order; where somebody else was faster, theirs is read and asked again. */
export function useNavigation() {
  const { tenantId } = useHere();
  const params = { tenantId };
  return async (change: (before: readonly PageId[]) => readonly PageId[]) => {
    for (let attempt = 0; ; attempt++) {
      const { pageIds, version } = await sitePages.readNavigation({ params });
      try {
        await sitePages.changeNavigation({
          params,
          version,
          body: { pageIds: [...change(pageIds)] },
        });
        return;
      } catch (error) {
        const isStale = error instanceof ApiError && error.code === "platform.item.stale";
        if (!isStale || attempt === 2) throw error;
      }
    }
  };
}
