import type { PublicPage, PublicSite, PublicView } from "@faibric/core/site/site.schema";
import { canonicalOf, type Place, pathOf } from "./addresses";
import { asideOf } from "./aside";
import { directionOf } from "./direction";
import { documentOf } from "./document";
import { type Html, html, trusted } from "./html";
import { inScript, structuredOf } from "./structured";
import { hostedWords } from "./words";

const MAX_DESCRIPTION = 200;

/** A page of a site, or where it starts, as HTML. */
export function renderView({ site, page }: PublicView, place: Place, isStart: boolean) {
  const { locale, brand = {}, name, profile } = site;
  const title = isStart
    ? (page?.seoTitle ?? (profile.tagline ? `${name} – ${profile.tagline}` : name))
    : `${page?.seoTitle ?? page?.title} – ${name}`;
  return documentOf({
    locale,
    direction: directionOf(locale),
    title,
    brand,
    head: headOf({ site, page }, place, { title, isStart }),
    body: html`${topOf(site, place, page?.slug)}
<main id="main" tabindex="-1">
${isStart && heroOf(site)}
<div class="wide columns">
<div class="text">${isStart ? startOf(site, page) : articleOf(page)}</div>
${asideOf(site)}
</div>
</main>
<footer><div class="wide">© ${name}</div></footer>`,
    pictures: brand.logoUrl ? [new URL(brand.logoUrl).origin] : [],
  });
}

/** What stands above each page: whose it is, and where else one can go. */
export function topOf(
  { name, brand, navigation, locale }: Pick<PublicSite, "name" | "brand" | "navigation" | "locale">,
  place: Place,
  current?: string,
): Html {
  const words = hostedWords(locale);
  return html`<a class="skip" href="#main">${words("skip")}</a>
<header class="top"><div class="wide">
<a class="name" href="${pathOf(place)}" dir="auto">${brand?.logoUrl && html`<img src="${brand.logoUrl}" alt="">`}<span>${name}</span></a>
${
  navigation.length > 0 &&
  html`<nav aria-label="${words("navigation")}"><ul>${navigation.map(
    ({ slug, title }) =>
      html`<li><a href="${pathOf(place, slug)}" dir="auto"${trusted(slug === current ? ' aria-current="page"' : "")}>${title}</a></li>`,
  )}</ul></nav>`
}
</div></header>`;
}

function heroOf({ name, profile }: PublicSite): Html {
  return html`<div class="hero"><div class="wide"><h1 dir="auto">${name}</h1>${profile.tagline && html`<p dir="auto">${profile.tagline}</p>`}</div></div>`;
}

function startOf({ profile }: PublicSite, page: PublicPage | null): Html {
  return html`${profile.description && html`<p class="lead" dir="auto">${profile.description}</p>`}${page && trusted(fromSecondLevel(page.html))}`;
}

const articleOf = (page: PublicPage | null): Html =>
  html`<article><h1 dir="auto">${page?.title}</h1>${trusted(fromSecondLevel(page?.html ?? ""))}</article>`;

/** The headings of a text begin right below the title of the page, at whichever level its writer began. */
function fromSecondLevel(safe: string): string {
  const levels = [...safe.matchAll(/<h([2-6])[ >]/g)].map(([, level]) => Number(level));
  const up = Math.min(...levels, 6) - 2;
  if (!levels.length || up <= 0) return safe;
  return safe.replace(
    /<(\/?)h([2-6])(?=[ >])/g,
    (_, end, level) => `<${end}h${Number(level) - up}`,
  );
}

function headOf(
  { site, page }: PublicView,
  place: Place,
  { title, isStart }: { title: string; isStart: boolean },
): Html {
  const { name, locale, profile, brand } = site;
  const description =
    page?.seoDescription ??
    (isStart ? (profile.description ?? profile.tagline) : beginningOf(page?.html ?? "")) ??
    "";
  const canonical = canonicalOf(site, place, isStart ? undefined : page?.slug);
  const short = clip(description);
  return html`${short && html`<meta name="description" content="${short}">`}
<link rel="canonical" href="${canonical}">
<meta property="og:type" content="${isStart ? "website" : "article"}">
<meta property="og:site_name" content="${name}">
<meta property="og:title" content="${title}">
${short && html`<meta property="og:description" content="${short}">`}
<meta property="og:url" content="${canonical}">
<meta property="og:locale" content="${locale.replace("-", "_")}">
${brand?.logoUrl && html`<meta property="og:image" content="${brand.logoUrl}">`}
<meta name="twitter:card" content="summary">
<script type="application/ld+json">${trusted(inScript(structuredOf(site, place)))}</script>`;
}

/** How a text begins, without its marks: what is safe HTML has no < outside of tags. */
function beginningOf(safe: string): string {
  const text = safe.replace(/<[^>]*>/g, " ");
  return text
    .replaceAll("&#x26;", "&")
    .replaceAll("&#x3C;", "<")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<");
}

function clip(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= MAX_DESCRIPTION) return plain;
  const cut = plain.slice(0, MAX_DESCRIPTION - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), MAX_DESCRIPTION / 2)).toWellFormed()}…`;
}
