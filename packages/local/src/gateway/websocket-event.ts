import type { IncomingMessage } from "node:http";
import { API_ID, gatewayId, logTime, sourceIpOf } from "./request-identity";

/** What the events of one connection have in common. It is stored as JSON. */
export interface ConnectionOrigin {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly domainName: string;
  readonly stage: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

type EventType = "CONNECT" | "MESSAGE" | "DISCONNECT";

export function originOf(request: IncomingMessage, stage: string): ConnectionOrigin {
  return {
    connectionId: gatewayId(),
    connectedAt: Date.now(),
    domainName: request.headers.host ?? "localhost",
    stage,
    sourceIp: sourceIpOf(request),
    userAgent: request.headers["user-agent"] ?? "",
  };
}

/**
 * The events of a WebSocket API with Lambda proxy integrations.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function connectEvent(origin: ConnectionOrigin, request: IncomingMessage) {
  const query = multiValues(new URL(request.url ?? "/", "http://localhost").searchParams);
  const headers = multiValues(headersOf(request));
  return {
    headers: lastValues(headers),
    multiValueHeaders: headers,
    ...(Object.keys(query).length && {
      queryStringParameters: lastValues(query),
      multiValueQueryStringParameters: query,
    }),
    requestContext: requestContext(origin, "$connect", "CONNECT"),
    isBase64Encoded: false,
  };
}

export function messageEvent(origin: ConnectionOrigin, routeKey: string, body: string) {
  const context = { ...requestContext(origin, routeKey, "MESSAGE"), messageId: gatewayId() };
  return { requestContext: context, body, isBase64Encoded: false };
}

export interface Ending {
  /** The close code of RFC 6455: 1000, 1001 … */
  readonly code: number;
  readonly reason: string;
}

export function disconnectEvent(origin: ConnectionOrigin, { code, reason }: Ending) {
  const headers = {
    Host: origin.domainName,
    "x-api-key": "",
    "X-Forwarded-For": "",
    "x-restapi": "",
  };
  return {
    headers,
    multiValueHeaders: multiValues(Object.entries(headers)),
    requestContext: {
      ...requestContext(origin, "$disconnect", "DISCONNECT"),
      disconnectStatusCode: code,
      disconnectReason: reason,
    },
    isBase64Encoded: false,
  };
}

function requestContext(origin: ConnectionOrigin, routeKey: string, eventType: EventType) {
  const { sourceIp, userAgent, ...connection } = origin;
  const now = Date.now();
  const requestId = gatewayId();
  return {
    ...connection,
    routeKey,
    eventType,
    requestId,
    extendedRequestId: requestId,
    apiId: API_ID,
    messageDirection: "IN",
    requestTime: logTime(now),
    requestTimeEpoch: now,
    identity: { sourceIp, ...(userAgent && { userAgent }) },
  };
}

/** Of this connection alone, or written by the gateway. */
const REPLACED = /^(connection|upgrade|x-forwarded-(for|port|proto))$/i;

function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return pairs;
}

/** What was sent, without what concerns this connection only, and with whom it came from. */
function headersOf(request: IncomingMessage): [string, string][] {
  // Not the parsed headers: what stands before the gateway has changed the raw ones.
  const sent = headerPairs(request.rawHeaders);
  const before = sent.filter(([name]) => /^x-forwarded-for$/i.test(name)).map(([, value]) => value);
  return [
    ...sent.filter(([name]) => !REPLACED.test(name)),
    ["X-Forwarded-For", [...before, sourceIpOf(request)].join(", ")],
    ["X-Forwarded-Port", String(request.socket.localPort ?? 80)],
    ["X-Forwarded-Proto", "http"],
  ];
}

function multiValues(pairs: Iterable<[string, string]>): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lastValues(values: Readonly<Record<string, string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));
}
