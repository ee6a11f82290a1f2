import { createHash } from "node:crypto";
import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { API_HEADERS, contentPolicy } from "@faibric/core/platform/security-headers";
import { log } from "../wire/log";
import type { Site } from "./site";

/** An answer to who wanted a WebSocket. */
export const noSocket = (status: string) =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(API_HEADERS).map(([name, value]) => `${name}: ${value}`),
    "connection: close",
    "content-length: 0",
    "\r\n",
  ].join("\r\n");

const REFRESH_SECONDS = 1;
const NO_SITE_STYLE =
  "body{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}";
const NO_SITE_STYLE_HASH = createHash("sha256").update(NO_SITE_STYLE).digest("base64");

/** What is shown in place of the web app: what to do meanwhile, and the app itself once it is there. */
function noSite(starting: boolean): string {
  const title = starting ? "The web app is starting" : "The web app is not running";
  const refresh = starting ? `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">` : "";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>${refresh}
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>${NO_SITE_STYLE}</style>
<h1>${title}</h1>
<p>The API is: see <a href="/api/docs">its reference</a> and <a href="/_local">what happens inside</a>.</p>`;
}

/** Hands a request on to the web app; where that is not there, says so. */
export function forward(
  site: Pick<Site, "url" | "isStarting"> | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { headers, url }: { readonly headers: IncomingHttpHeaders; readonly url: string },
) {
  const address = site?.url();
  const refuse = (status: number) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentPolicy({ "style-src": [`'sha256-${NO_SITE_STYLE_HASH}'`] }),
    });
    response.end(noSite(site?.isStarting() ?? false));
  };
  if (!address) {
    refuse(503);
    return;
  }
  const { method } = request;
  const outgoing = httpRequest(`${address}${url}`, { method, headers }, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.headers);
    incoming.pipe(response);
  });
  outgoing.once("error", (error) => {
    log.error("the web app did not answer", error, { url });
    refuse(502);
  });
  request.pipe(outgoing);
}

/** Hands a WebSocket over to the web app, whose development server reloads pages through one. */
export function tunnel(
  site: string | undefined,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  if (!site) {
    socket.end(noSocket("503 Service Unavailable"));
    return;
  }
  const { hostname, port } = new URL(site);
  const upstream = connect(Number(port), hostname, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
    }
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.once("error", () => socket.destroy());
  socket.once("error", () => upstream.destroy());
}
