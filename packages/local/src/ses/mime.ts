import { splitAddresses } from "./addresses";
import {
  decodeBytes,
  decodeWords,
  headerOf,
  type MailHeader,
  parseParameters,
  splitMessage,
} from "./mime-header";

export interface ParsedAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface ParsedMail {
  readonly headers: readonly MailHeader[];
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
  readonly attachments: readonly ParsedAttachment[];
}

/** Nested deeper than this, a message is taken as it is: no honest one is. */
const DEEPEST = 20;

/** Parses a MIME message (RFC 2045, 2046, 2183) well enough to be read in an inbox. */
export function parseMail(raw: Buffer): ParsedMail {
  const { headers, body } = splitMessage(raw);
  const found: Found = { html: [], text: [], attachments: [] };
  readPart(headers, body, found, 0);
  const addresses = (name: string) =>
    headers
      .filter((header) => header.name.toLowerCase() === name)
      .flatMap(({ value }) => splitAddresses(value).map(decodeWords));
  return {
    headers: headers.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    from: addresses("from")[0],
    to: addresses("to"),
    cc: addresses("cc"),
    bcc: addresses("bcc"),
    replyTo: addresses("reply-to"),
    subject: decodeWords(headerOf(headers, "subject") ?? ""),
    html: found.html.length ? found.html.join("\n") : undefined,
    text: found.text.length ? found.text.join("\n") : undefined,
    attachments: found.attachments,
  };
}

interface Found {
  readonly html: string[];
  readonly text: string[];
  readonly attachments: ParsedAttachment[];
}

function readPart(headers: readonly MailHeader[], body: Buffer, found: Found, depth: number): void {
  const type = parseParameters(headerOf(headers, "content-type") ?? "text/plain");
  const { boundary } = type.parameters;
  if (type.value.startsWith("multipart/") && boundary && depth < DEEPEST) {
    for (const part of splitParts(body, boundary)) {
      const inner = splitMessage(part);
      readPart(inner.headers, inner.body, found, depth + 1);
    }
    return;
  }
  const disposition = parseParameters(headerOf(headers, "content-disposition") ?? "");
  const named = disposition.parameters.filename ?? type.parameters.name;
  const content = decodeTransfer(body, headerOf(headers, "content-transfer-encoding"));
  const isBody = disposition.value !== "attachment" && named === undefined;
  if (isBody && (type.value === "text/plain" || type.value === "text/html")) {
    const text = decodeBytes(content, type.parameters.charset ?? "utf-8");
    found[type.value === "text/html" ? "html" : "text"].push(text);
    return;
  }
  const fileName = named ?? `attachment-${found.attachments.length + 1}`;
  found.attachments.push({ fileName, contentType: type.value, content });
}

/** The parts between the boundary's lines; a missing last line ends at the end of the message. */
function splitParts(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString("latin1"); // one character a byte, so that places are the same
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const line = new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`, "g");
  const parts: Buffer[] = [];
  let start: number | undefined;
  for (const match of text.matchAll(line)) {
    if (start !== undefined) parts.push(body.subarray(start, match.index));
    const after = match.index + match[0].length;
    start = after + (/^\r?\n/.exec(text.slice(after, after + 2))?.[0].length ?? 0);
    if (match[1]) return parts;
  }
  return start === undefined ? parts : [...parts, body.subarray(start)];
}

function decodeTransfer(body: Buffer, encoding: string | undefined): Buffer {
  const name = encoding?.trim().toLowerCase();
  if (name === "base64") return Buffer.from(body.toString("latin1"), "base64");
  if (name === "quoted-printable") return quotedPrintable(body.toString("latin1"));
  return body;
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replace(/[ \t]+(?=\r?\n|$)/g, "").replace(/=\r?\n/g, "");
  const bytes = joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1");
}
