import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { extname, join, normalize } from "node:path";
import type { Duplex } from "node:stream";
import { FILE_HEADERS, SECURE_HEADERS } from "@faibric/core/platform/security-headers";
import { EDGE_HEADER, VIEWER_HEADER } from "@faibric/functions/platform/viewer";
import type { HttpApi } from "../gateway/http-api";
import { sourceIpOf } from "../gateway/request-identity";
import { log } from "../wire/log";
import { loadEdgeFunction, type ViewerOutcome } from "./edge-function";
import { ROOT } from "./settings";
import type { Site } from "./site";
import { forward, noSocket, tunnel } from "./site-proxy";
import { NO_ADDRESS, originForm, refuse, refuseUnreadable } from "./unreadable";

/** By which the site knows whose domain is visited. */
const DOMAIN_HEADER = "x-faibric-domain";

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
  const viewerRequest = loadEdgeFunction("viewer-request");
  const domainRequest = loadEdgeFunction("domain-request");
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const address = originForm(request.url);
    if (address === undefined) return refuse(NO_ADDRESS, request.socket);
    request.url = address;
    const served = isOwnHost(request)
      ? route(parts, viewerRequest, request, response)
      : serveDomain(parts, domainRequest, request, response);
    served.catch((error: unknown) => {
      log.error("a request was not answered", error, { url: request.url });
      response.destroy();
    });
  });
  server.on("clientError", refuseUnreadable);
  server.on("upgrade", (request, socket, head) => {
    const path = pathOf(request);
    if (!isOwnHost(request)) socket.end(noSocket("404 Not Found"));
    else if (path === "/live") parts.upgradeLive(throughEdge(parts, request), socket, head);
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
    if (serveFile(path, response)) return;
    const headers: IncomingHttpHeaders = {
      ...request.headers,
      [VIEWER_HEADER]: sourceIpOf(request),
    };
    delete headers[DOMAIN_HEADER];
    forward(parts.site(), request, response, { headers, url: request.url ?? "/" });
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

/** Whether a request is for the platform itself. What comes by another name is for a business's own domain. */
function isOwnHost({ headers: { host = "" } }: IncomingMessage): boolean {
  return host === "" || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

/** A visit of a business's own domain: its pages are there, and nothing else of the platform. */
async function serveDomain(
  parts: FrontParts,
  domainRequest: (request: IncomingMessage) => ViewerOutcome,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURE_HEADERS)) response.setHeader(name, value);
  const outcome = domainRequest(request);
  if ("statusCode" in outcome) {
    const headers = Object.entries(outcome.headers ?? {}).map(([name, { value }]) => [name, value]);
    response.writeHead(outcome.statusCode, Object.fromEntries(headers)).end(outcome.body);
    return;
  }
  const named = Object.entries(outcome.headers).map(([name, { value }]) => [name, value]);
  forward(parts.site(), request, response, {
    headers: { ...Object.fromEntries(named), "x-forwarded-proto": "http" },
    url: outcome.uri,
  });
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

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}
