/** What every answer says, whatever it is: a page, the API's, a file. CloudFront and the laptop add it alike. */
export const SECURE_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** For two years, as browsers' own lists ask. On AWS only: a laptop has no certificate. */
export const HSTS_SECONDS = 63_072_000;

/** The site's files, which are nobody's secret: scripts of ours run in other people's pages. */
export const FILE_HEADERS = {
  ...SECURE_HEADERS,
  "cross-origin-resource-policy": "cross-origin",
} as const;

/**
 * What tenants upload. It comes from an origin of its own; opened as a page it is in a sandbox, and nothing of it
 * runs. Pages of any origin may show it: who has the address may read it.
 */
export const USER_FILE_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "cross-origin",
  "content-security-policy":
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
} as const;

type Directives = Readonly<Record<string, readonly string[]>>;

/** Nothing may be loaded, sent to or framed, unless it is said. */
const NOTHING: Directives = {
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** A content security policy with no more than what is named. Source: CSP Level 3 */
export function contentPolicy(more: Directives = {}): string {
  return Object.entries({ ...NOTHING, ...more })
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** What the API answers is data: opened as a page, it could do nothing. */
export const API_HEADERS = {
  ...SECURE_HEADERS,
  "content-security-policy": contentPolicy(),
} as const;

/**
 * The policy of the site's pages: scripts run that carry this answer's nonce, and what those load.
 * @param developing the development server evaluates code and writes styles into the page
 * @param files the origin that tenants' files come from and go to
 */
export function pagePolicy(nonce: string, developing: boolean, files?: string): string {
  const own = `'nonce-${nonce}'`;
  const stored = files ? [files] : [];
  return contentPolicy({
    "script-src": ["'self'", own, "'strict-dynamic'", ...(developing ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", developing ? "'unsafe-inline'" : own],
    "img-src": ["'self'", "data:", "blob:", ...stored],
    "media-src": ["'self'", ...stored],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...stored],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
  });
}
