import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { ACCOUNT } from "../wire/arn";
import type { RouteMatch } from "./http-routes";
import { API_ID, isHopByHop, logTime, sourceIpOf } from "./request-identity";

export interface RequestTarget {
  /** Percent-decoded, as API Gateway matches it and hands it over. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
}

/** The path and the query of a request. Undefined where the path is not valid percent-encoding. */
export function targetOf({ url = "/" }: IncomingMessage): RequestTarget | undefined {
  const local = url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/?#]*/i, "");
  const [target = ""] = local.split("#");
  const mark = target.indexOf("?");
  const [path, query] = mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
  try {
    return { path: decodeURIComponent(path) || "/", query };
  } catch {
    return undefined; // answered 400
  }
}

export interface EventParts {
  readonly request: IncomingMessage;
  readonly target: RequestTarget;
  readonly match: RouteMatch;
  readonly body: Buffer;
  readonly requestId: string;
  readonly stage: string;
}

/**
 * The event of a request in payload format 2.0. An HTTP API decodes the path, also in `rawPath`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(parts: EventParts): APIGatewayProxyEventV2 {
  const { request, target, match, body, requestId, stage } = parts;
  const { headers, cookies } = headersOf(request, body.length);
  const queryStringParameters = queryOf(target.query);
  const host = headers.host ?? "localhost";
  const now = Date.now();
  return {
    version: "2.0",
    routeKey: match.route.routeKey,
    rawPath: target.path,
    rawQueryString: target.query,
    ...(cookies.length && { cookies }),
    headers,
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: API_ID,
      domainName: host,
      domainPrefix: host.split(/[.:]/)[0] ?? host,
      http: {
        method: request.method ?? "GET",
        path: target.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: sourceIpOf(request),
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: match.route.routeKey,
      stage,
      time: logTime(now),
      timeEpoch: now,
    },
    ...(match.pathParameters && { pathParameters: { ...match.pathParameters } }),
    ...bodyOf(body, headers["content-type"]),
  };
}

function headersOf(request: IncomingMessage, bodyBytes: number) {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [name, value] of headerPairs(request.rawHeaders)) {
    if (isHopByHop(name)) continue;
    if (name === "cookie") cookies.push(...value.split(/;\s*/).filter(Boolean));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const ip = sourceIpOf(request);
  const forwarded = headers["x-forwarded-for"];
  headers["x-forwarded-for"] = forwarded ? `${forwarded}, ${ip}` : ip;
  headers["x-forwarded-port"] ??= String(request.socket.localPort ?? 80);
  headers["x-forwarded-proto"] ??= "http";
  headers["x-amzn-trace-id"] ??= traceId();
  if (bodyBytes) headers["content-length"] = String(bodyBytes);
  return { headers, cookies };
}

function* headerPairs(raw: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) {
    yield [raw[index]?.toLowerCase() ?? "", raw[index + 1] ?? ""];
  }
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

function queryOf(query: string): Record<string, string> | undefined {
  if (!query) return undefined;
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values.size ? Object.fromEntries(values) : undefined;
}

// All else, a form and a body without a type among it, arrives as base64: seen on AWS by many, not documented.
const TEXT = /^\s*(text\/|application\/(json|javascript|xml)\s*(;|$))/i;

function bodyOf(body: Buffer, contentType = ""): { body?: string; isBase64Encoded: boolean } {
  if (!body.length) return { isBase64Encoded: false };
  const isText = TEXT.test(contentType) && isUtf8(body);
  return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}
