const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Where a link leads, of what somebody typed: `example.com` and `ada@example.com` are enough. Undefined for nowhere. */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  if (/^(\/(?![/\\])|#)\S*$/.test(text)) return text; // on this site
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  if (text.startsWith("/")) return undefined;
  const isBare = !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^[^:/]+\.[^:/]+:\d/.test(text);
  const url = URL.parse(isBare ? `https://${text}` : text);
  if (!url || !ALLOWED.has(url.protocol)) return undefined;
  if (isBare && !url.hostname.includes(".")) return undefined;
  return isBare ? `https://${text}` : text;
}
