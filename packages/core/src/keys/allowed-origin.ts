import * as z from "zod";

const MAX_ORIGIN = 300; // a host name has at most 253 characters
const LOCAL = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;
const WILDCARD = "*.";

/**
 * An entry of an app key's list, as browsers write an origin: lower case, host names in ASCII, no default
 * port. `https` only, but for this machine. A `*.` before a host stands for its subdomains, not for itself.
 */
export const AllowedOrigin = z
  .string()
  .max(MAX_ORIGIN, `An origin has at most ${MAX_ORIGIN} characters.`)
  .transform((text, context) => {
    const { origin, fault } = readOrigin(text.trim());
    if (fault === undefined) return origin;
    context.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  })
  .meta({ example: "https://shop.example.com" });

type Read =
  | { readonly origin: string; readonly fault?: never }
  | { readonly origin?: never; readonly fault: string };

const EXAMPLE = "Write it as the browser shows it, such as https://shop.example.com.";

function readOrigin(text: string): Read {
  if (text === "*")
    return { fault: "Every origin cannot be allowed. Name each, or *. and a domain." };
  // What a URL parser would mend in silence is more likely a mistake: tabs, a slash too few, backslashes.
  const [, scheme = "", rest = ""] = /^(https?):\/\/([^\s\\]+)$/i.exec(text) ?? [];
  if (!rest) return { fault: `Not an origin. ${EXAMPLE}` };
  const isWildcard = rest.startsWith(WILDCARD);
  const url = parse(`${scheme}://${isWildcard ? rest.slice(WILDCARD.length) : rest}`);
  if (!url || url.host.includes("*")) {
    return { fault: `Not an origin. ${EXAMPLE} A * can only stand first, before a dot.` };
  }
  if (url.username || url.password) return { fault: "Leave out the user name and the password." };
  if (url.pathname !== "/" || url.search || url.hash || /[/?#]/.test(rest)) {
    return { fault: `Leave out what comes behind the host: ${url.origin}.` };
  }
  const isLocal = LOCAL.test(url.hostname);
  if (url.protocol !== "https:" && !isLocal) {
    return { fault: `Only https is allowed, except on this machine: https://${url.host}.` };
  }
  if (!isWildcard) return { origin: url.origin };
  if (isLocal || !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) {
    return { fault: "A *. needs a domain of at least two parts behind it, such as *.example.com." };
  }
  return { origin: `${url.protocol}//${WILDCARD}${url.host}` };
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether a browser's `Origin` is on the list. `null`, as a file or a sandboxed frame sends, never is. */
export function isAllowed(origin: string, list: readonly string[]): boolean {
  return list.some((allowed) => {
    const [scheme = "", host = ""] = allowed.split(`//${WILDCARD}`);
    if (!host) return origin === allowed;
    const start = `${scheme}//`;
    const subdomain = origin.slice(start.length, -(host.length + 1));
    // Labels only: `https://evil.example?.example.com` is no origin, but a header can say anything.
    return (
      origin === `${start}${subdomain}.${host}` && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(subdomain)
    );
  });
}
