import type { ServerResponse } from "node:http";

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Nothing turns text into markup or code, so nothing may.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** What every answer of the dashboard says: nothing of it is for another site, or to be kept. */
export const SECURE: Readonly<Record<string, string>> = {
  "content-security-policy": PAGE_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** Somebody else's content: an object, an attachment, the HTML of a mail. It runs nothing. */
export interface Content {
  readonly body: Uint8Array | string;
  readonly type: string;
  /** Offered as a file of this name instead of being shown. */
  readonly fileName?: string;
  /** What it may load; nothing by default. */
  readonly policy?: string;
}

/** `sandbox` makes the document an origin of its own, so even a script that ran could read nothing. */
export function sendContent(response: ServerResponse, content: Content): void {
  const { body, type, fileName, policy = "" } = content;
  response.writeHead(200, {
    ...SECURE,
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "content-security-policy": `default-src 'none'; ${policy} frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`,
    ...(fileName === undefined ? {} : { "content-disposition": attachment(fileName) }),
  });
  response.end(body);
}

/** Source: RFC 6266 and RFC 8187. */
function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
