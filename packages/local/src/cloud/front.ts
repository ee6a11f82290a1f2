import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Duplex } from "node:stream";
import {
  API_HEADERS,
  contentPolicy,
  FILE_HEADERS,
  SECURE_HEADERS,
} from "@faibric/core/platform/security-headers";
import { EDGE_HEADER, VIEWER_HEADER } from "@faibric/functions/platform/viewer";
import type { HttpApi } from "../gateway/http-api";
import { sourceIpOf } from "../gateway/request-identity";
import { log } from "../wire/log";
import { ROOT } from "./settings";
import type { Site } from "./site";
import { NO_ADDRESS, originForm, refuse, refuseUnreadable } from "./unreadable";
import { loadViewerRequest, type ViewerOutcome } from "./viewer-request";

/** An answer to who wanted a WebSocket. */
const noSocket = (status: string) =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(API_HEADERS).map(([name, value]) => `${name}: ${value}`),
    "connection: close",
    "content-length: 0",
    "\r\n",
  ].join("\r\n");

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface FrontParts {
  readonly port: number;
  /** By which functions know that a request came through here. */
  readonly edgeSecret: string;
  readonly httpApi: HttpApi;
  readonly upgradeLive: Upgrade;
  readonly dashboard: Serve;
  /** The web app; undefined where it is left out. */
  readonly site: () => Pick<Site, "url" | "isStarting"> | undefined;
}

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What CloudFront is on AWS: one address for the API, the site and live connections. It runs the very
 * function that is deployed to CloudFront. `/_local` is the laptop's own.
 */
export async function startFront(parts: FrontParts): Promise<Front> {
  const viewerRequest = loadViewerRequest();
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const address = originForm(request.url);
    if (address === undefined) return refuse(NO_ADDRESS, request.socket);
    request.url = address;
    route(parts, viewerRequest, request, response).catch((error: unknown) => {
      log.error("a request was not answered", error, { url: request.url });
      response.destroy();
    });
  });
  server.on("clientError", refuseUnreadable);
  server.on("upgrade", (request, socket, head) => {
    const path = pathOf(request);
    if (path === "/live") parts.upgradeLive(throughEdge(parts, request), socket, head);
    else if (!path.startsWith("/_next/")) socket.end(noSocket("404 Not Found"));
    else tunnel(parts.site()?.url(), request, socket, head);
  });
  server.listen(parts.port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${parts.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function route(
  parts: FrontParts,
  viewerRequest: (request: IncomingMessage) => ViewerOutcome,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  // As CloudFront's policy does: what the answer says itself takes its place.
  for (const [name, value] of Object.entries(SECURE_HEADERS)) response.setHeader(name, value);
  if (path === "/_local" || path.startsWith("/_local/")) return parts.dashboard(request, response);
  if (path !== "/api" && !path.startsWith("/api/") && !path.startsWith("/.well-known/")) {
    if (!serveFile(path, response)) forward(parts.site(), request, response);
    return;
  }
  const outcome = viewerRequest(request);
  if ("statusCode" in outcome) {
    const headers = Object.entries(outcome.headers ?? {}).map(([name, { value }]) => [name, value]);
    // What is refused for its size is not read to its end.
    response.writeHead(outcome.statusCode, { ...Object.fromEntries(headers), connection: "close" });
    response.end(outcome.body);
    return;
  }
  const search = (request.url ?? "").slice(path.length);
  request.url = `${outcome.uri}${search}`;
  request.rawHeaders = toOrigin(request.rawHeaders, {
    [VIEWER_HEADER]: outcome.headers[VIEWER_HEADER]?.value ?? "",
    [EDGE_HEADER]: parts.edgeSecret,
  });
  await parts.httpApi(request, response);
}

/** A WebSocket's opening as CloudFront hands it on: it says who opens it, after what they say themselves. */
function throughEdge({ edgeSecret }: FrontParts, request: IncomingMessage): IncomingMessage {
  const before = request.headersDistinct["x-forwarded-for"] ?? [];
  const forwardedFor = [...before, sourceIpOf(request)].join(", ");
  const own = { [EDGE_HEADER]: edgeSecret, "x-forwarded-for": forwardedFor };
  request.rawHeaders = toOrigin(request.rawHeaders, own);
  return request;
}

/** The headers as CloudFront hands them on: what it sets itself takes the place of what the caller sent. */
function toOrigin(raw: readonly string[], own: Readonly<Record<string, string>>): string[] {
  const kept = raw.filter((_, index) => {
    const name = raw[index - (index % 2)]?.toLowerCase() ?? "";
    return !Object.hasOwn(own, name);
  });
  return [...kept, ...Object.entries(own).flat()];
}

const PUBLIC = join(ROOT, "packages/web/public");
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The site's public files come from a bucket on AWS, so they are there without the web app. */
function serveFile(uri: string, response: ServerResponse): boolean {
  const type = TYPES[extname(uri)];
  const file = normalize(join(PUBLIC, uri)); // these names need no decoding
  if (!type || !file.startsWith(`${PUBLIC}/`)) return false;
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  response.writeHead(200, { ...FILE_HEADERS, "content-type": type });
  createReadStream(file).pipe(response);
  return true;
}

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

function forward(
  site: ReturnType<FrontParts["site"]>,
  request: IncomingMessage,
  response: ServerResponse,
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
  const { method, headers, url } = request;
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
function tunnel(
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

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}
