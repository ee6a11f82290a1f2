import type { MailLanguage } from "./mail-language";

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail says. Tenants' and people's own words may be in it: it is written as text, and escaped as HTML. */
export interface Words {
  readonly language?: MailLanguage;
  readonly subject: string;
  readonly lines: readonly string[];
  /** Where the link goes, and what it is called. */
  readonly link?: { readonly path: string; readonly label: string };
}

/**
 * A mail as text and as HTML. A token stands behind the `#` of the link, which browsers keep to
 * themselves: it is in no server's log and in no Referer.
 */
export function layOut(
  { language = "en", subject, lines, link }: Words,
  siteUrl: string,
  token?: string,
): MailText {
  const fragment = token ? `#token=${token}` : "";
  const address = link && `${siteUrl}${link.path}${fragment}`;
  const text = [...lines, ...(address ? [address] : [])].join("\n\n");
  const paragraphs = lines.map((line) => `<p>${inHtml(line)}</p>`);
  const button = link
    ? [`<p><a href="${inHtml(address ?? "")}">${inHtml(link.label)}</a></p>`]
    : [];
  const html = `<!doctype html><html lang="${language}"><body>${[...paragraphs, ...button].join("")}</body></html>`;
  return { subject, text: `${text}\n`, html };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const inHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
