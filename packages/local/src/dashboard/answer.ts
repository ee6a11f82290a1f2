import type { ServerResponse } from "node:http";
import { contentPolicy, SECURE_HEADERS } from "@faibric/core/platform/security-headers";

const PAGE_POLICY = contentPolicy({
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "frame-src": ["'self'"],
  // Nothing turns text into markup or code, so nothing may.
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["'none'"],
});

/** What every answer of the dashboard says: nothing of it is for another site, or to be kept. */
export const SECURE: Readonly<Record<string, string>> = {
  ...SECURE_HEADERS,
  "content-security-policy": PAGE_POLICY,
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
    // The dashboard's own page shows it in a frame.
    "x-frame-options": "SAMEORIGIN",
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
