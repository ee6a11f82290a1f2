import type { IncomingMessage } from "node:http";

/**
 * Why a request must not be served, or undefined where it may. The dashboard has no sign-in: what keeps
 * web pages of others out is that browsers say where a request comes from.
 *
 * - A name that resolves to this machine (DNS rebinding) shows in `Host`.
 * - A page elsewhere, another port of localhost included, shows in `Sec-Fetch-Site` and `Origin`.
 * - A change must also be JSON, which a form cannot send and a script elsewhere may only send after a
 *   preflight that is never answered.
 */
export function refusal({ headers, method = "GET" }: IncomingMessage): string | undefined {
  const { host = "", origin } = headers;
  if (!LOCAL.test(host)) return `This is served to this machine only, not to "${host}".`;
  if (origin !== undefined && origin !== `http://${host}`) return "Another site may not ask this.";
  const site = headers["sec-fetch-site"];
  const opens =
    method === "GET" &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document";
  // A link from anywhere may open the dashboard: whoever made it cannot see what it shows.
  if (site !== undefined && site !== "same-origin" && site !== "none" && !opens) {
    return "Another site may not ask this.";
  }
  if (method === "GET" || method === "HEAD") return undefined;
  if (!headers["content-type"]?.startsWith("application/json")) return "A change is sent as JSON.";
  return undefined;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
