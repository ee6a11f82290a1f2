import { createHash } from "node:crypto";
import { contentPolicy, SECURE_HEADERS } from "@faibric/core/platform/security-headers";
import { type Html, html, trusted } from "./html";
import { STYLE } from "./style";
import { ACCENT, type Brand, themeOf } from "./theme";

interface Document {
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly brand: Brand;
  /** What else stands in the head. */
  readonly head?: Html;
  readonly body: Html;
  /** Where pictures may come from, beside the site itself. */
  readonly pictures?: readonly string[];
}

/** A whole page: one answer, with its style in it, and nothing that runs. */
export function documentOf(parts: Document): { readonly body: string; readonly policy: string } {
  const { locale, direction, title, brand, head, body, pictures = [] } = parts;
  const style = themeOf(brand) + STYLE;
  const text = html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
${head}
${iconOf(brand)}
<style>${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
  // By its hash and not by a nonce: a page that is kept is the same for everybody.
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = contentPolicy({
    "style-src": [`'sha256-${hash}'`],
    "img-src": ["'self'", "data:", ...pictures],
  });
  return { body: text, policy };
}

/** The tab's picture: the logo, or a dot in the business's colour. Without one a browser asks for our own. */
function iconOf({ logoUrl, primaryColor = ACCENT }: Brand): Html {
  if (logoUrl) return html`<link rel="icon" href="${logoUrl}">`;
  const dot = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="${primaryColor}"/></svg>`;
  return html`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(dot)}">`;
}

/** For how long CloudFront keeps an answer, in seconds: so long at most is a change not seen. */
const FRESH_SECONDS = 15;
const STALE_SECONDS = 15;

/** Kept by CloudFront and asked for again by browsers. Nothing is ever invalidated: it ends by itself. */
export const KEPT = `public, max-age=0, s-maxage=${FRESH_SECONDS}, stale-while-revalidate=${STALE_SECONDS}`;
export const NOT_KEPT = "no-store";

/** An answer with what each answer of ours says, and an ETag by which a browser that has it is told so. */
export function answer(
  request: Request,
  {
    status = 200,
    type = "text/html; charset=utf-8",
    body,
    policy = contentPolicy(),
    cache = KEPT,
    more = {},
  }: {
    readonly status?: number;
    readonly type?: string;
    readonly body: string;
    readonly policy?: string;
    readonly cache?: string;
    readonly more?: Readonly<Record<string, string>>;
  },
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = {
    ...SECURE_HEADERS,
    "content-security-policy": policy,
    "cache-control": cache,
    ...(status === 200 ? { etag } : {}),
    ...more,
  };
  const asked = request.headers.get("if-none-match") ?? "";
  // A server on the way that packs the answer weakens its tag.
  const isKnown = asked.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  if (status === 200 && isKnown) return new Response(null, { status: 304, headers });
  return new Response(body, { status, headers: { ...headers, "content-type": type } });
}
