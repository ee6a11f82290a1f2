import { HOME_SLUG } from "@faibric/core/site/page.schema";
import { Slug } from "@faibric/core/tenant/tenant.schema";
import { chooseLocale, wordsOf } from "../words/locale";
import { canonicalOf, type Place, pathOf } from "./addresses";
import { directionOf } from "./direction";
import { answer, documentOf, KEPT, NOT_KEPT } from "./document";
import { html } from "./html";
import { renderView, topOf } from "./page";
import { type Found, readView, type Wanted } from "./view";
import { hostedWords } from "./words";

/** By which our edge says that a request is for a business's own domain; it takes out what a visitor sends. */
export const DOMAIN_HEADER = "x-faibric-domain";
const VIEWER_HEADER = "x-faibric-viewer";

/** Answers a visit to a site, or to a page of it. */
export async function servePage(request: Request, { site, page }: Wanted): Promise<Response> {
  const place = placeOf(request, site);
  if (!place) return missing(request);
  if (page === HOME_SLUG) return movedTo(pathOf(place));
  return orFailed(request, async () => {
    const found = await readView(
      { site, ...(page === undefined ? {} : { page }) },
      visitorOf(request),
    );
    if (found.kind === "found") {
      // A site that has a domain of its own is there, for visitors as for search engines.
      const { site: shown } = found.view;
      if (shown.domain && place.root) return movedTo(canonicalOf(shown, place, page));
      return answer(request, renderView(found.view, place, page === undefined));
    }
    if (found.kind === "limited") return limited(request, found);
    // Of a page that is not there, the site is: its visitors find their way from there.
    if (page === undefined) return missing(request);
    const around = await readView({ site }, visitorOf(request));
    return missing(request, around.kind === "found" ? { view: around.view, place } : undefined);
  });
}

export const serveMissing = (request: Request): Response => missing(request);

/** The map of a site, for search engines. Source: sitemaps.org */
export async function serveSitemap(request: Request, { site }: Wanted): Promise<Response> {
  const place = placeOf(request, site);
  if (!place) return missing(request);
  return orFailed(request, async () => {
    const found = await readView({ site }, visitorOf(request));
    if (found.kind !== "found") return missing(request);
    const { view } = found;
    const pages = view.site.pages.filter(({ slug }) => slug !== HOME_SLUG);
    const urls = [
      html`<url><loc>${canonicalOf(view.site, place)}</loc></url>`,
      ...pages.map(
        ({ slug, updatedAt }) =>
          html`<url><loc>${canonicalOf(view.site, place, slug)}</loc><lastmod>${updatedAt}</lastmod></url>`,
      ),
    ];
    const body = html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>
`.text;
    return answer(request, { body, type: "application/xml; charset=utf-8" });
  });
}

/** What search engines may look at: all of a site, and where its map is. */
export async function serveRobots(request: Request, { site }: Wanted): Promise<Response> {
  const place = placeOf(request, site);
  if (!place) return missing(request);
  return orFailed(request, async () => {
    const found = await readView({ site }, visitorOf(request));
    if (found.kind !== "found") return missing(request);
    const map = `${canonicalOf(found.view.site, place).replace(/\/$/, "")}/sitemap.xml`;
    const body = `User-agent: *\nAllow: /\n\nSitemap: ${map}\n`;
    return answer(request, { body, type: "text/plain; charset=utf-8" });
  });
}

/** Where the site stands for this visitor; undefined where there can be none. */
function placeOf(request: Request, site: string): Place | undefined {
  const { headers } = request;
  const domain = headers.get(DOMAIN_HEADER);
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? "";
  const scheme = headers.get("x-forwarded-proto") ?? (isLocal(host) ? "http" : "https");
  // A name with a dot is a domain's, and only our edge may ask for one.
  if (domain) return domain === site ? { origin: `${scheme}://${host}`, root: "" } : undefined;
  if (!Slug.safeParse(site).success) return undefined;
  return { origin: process.env.SITE_URL ?? `${scheme}://${host}`, root: `/${site}` };
}

const isLocal = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);

const visitorOf = ({ headers }: Request): string =>
  headers.get(VIEWER_HEADER) ?? headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";

const movedTo = (path: string): Response =>
  new Response(null, { status: 308, headers: { location: path, "cache-control": KEPT } });

/** There is no such page: said in the site's own looks where there is a site, and to machines by the status. */
function missing(
  request: Request,
  around?: { readonly view: Extract<Found, { kind: "found" }>["view"]; readonly place: Place },
): Response {
  const locale = around?.view.site.locale ?? chooseLocale(request.headers.get("accept-language"));
  const words = hostedWords(locale);
  const { body, policy } = documentOf({
    locale,
    direction: directionOf(locale),
    title: words("missing"),
    brand: around?.view.site.brand ?? {},
    head: html`<meta name="robots" content="noindex">`,
    body: html`${around && topOf(around.view.site, around.place)}
<main id="main" class="wide" tabindex="-1"><h1>${words("missing")}</h1><p class="lead">${words("missingLead")}</p>
<p>${around ? html`<a href="${pathOf(around.place)}">${words("toStart")}</a>` : html`<a href="/">${wordsOf("en").product}</a>`}</p></main>`,
    pictures: around?.view.site.brand?.logoUrl
      ? [new URL(around.view.site.brand.logoUrl).origin]
      : [],
  });
  return answer(request, { status: 404, body, policy, more: { vary: "accept-language" } });
}

function limited(request: Request, { retryAfter }: { retryAfter: string }): Response {
  return trouble(request, 429, { "retry-after": retryAfter });
}

/** What cannot be shown now says so, is kept nowhere, and is looked for again. */
async function orFailed(request: Request, serve: () => Promise<Response>): Promise<Response> {
  try {
    return await serve();
  } catch (error) {
    const told = {
      level: "error",
      message: "a hosted page could not be served",
      error: String(error),
    };
    process.stderr.write(`${JSON.stringify(told)}\n`);
    return trouble(request, 503, { "retry-after": "10" });
  }
}

function trouble(request: Request, status: number, more: Record<string, string>): Response {
  const locale = chooseLocale(request.headers.get("accept-language"));
  const words = hostedWords(locale);
  const { body, policy } = documentOf({
    locale,
    direction: "ltr",
    title: words("trouble"),
    brand: {},
    head: html`<meta name="robots" content="noindex">`,
    body: html`<main id="main" class="wide" tabindex="-1"><h1>${words("trouble")}</h1><p class="lead">${words("troubleLead")}</p></main>`,
  });
  return answer(request, { status, body, policy, cache: NOT_KEPT, more });
}
