import { HOME_SLUG } from "@faibric/core/site/page.schema";
import type { PublicSite } from "@faibric/core/site/site.schema";

/** Where a site stands: on the platform below its slug, or at the root of a domain of its own. */
export interface Place {
  /** Without a slash at its end: `https://faibric.example`, or `https://www.example.com`. */
  readonly origin: string;
  /** What each path begins with: `/blue-bottle`, or nothing. */
  readonly root: string;
}

/** The path of a page where the site is visited. */
export function pathOf({ root }: Place, slug?: string): string {
  const path = slug === undefined || slug === HOME_SLUG ? root : `${root}/${slug}`;
  return path || "/";
}

/** The one address that search engines are to know: on the site's own domain, where it has one. */
export function canonicalOf(site: PublicSite, place: Place, slug?: string): string {
  const first = site.domain
    ? { origin: `https://${site.domain}`, root: "" }
    : { origin: place.origin, root: `/${site.slug}` };
  return first.origin + pathOf(first, slug);
}
