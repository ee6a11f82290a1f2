import { isSameSecret } from "@faibric/core/platform/digest";
import type { Origin } from "@faibric/core/platform/origin";
import type { APIGatewayProxyEventV2 as ApiEvent } from "aws-lambda";

/** Which CloudFront puts into each request to the API; nobody else knows its value. */
export const EDGE_HEADER = "x-faibric-edge";
/** Which CloudFront's function sets to the address that it sees, whatever the caller sent there. */
export const VIEWER_HEADER = "x-faibric-viewer";

type Call = Pick<ApiEvent, "headers" | "requestContext">;

/**
 * Where a request comes from. One that came through CloudFront says so with our secret, and then carries
 * the address that CloudFront saw. The API's own address can be called directly, too: then the caller is
 * whom the gateway saw, and what they say about it, in these headers or in X-Forwarded-For, is not asked.
 */
export function originOf({ headers, requestContext: { http } }: Call): Origin {
  const viewer = isFromEdge(headers[EDGE_HEADER]) ? headers[VIEWER_HEADER] : undefined;
  return {
    address: viewer ?? http?.sourceIp ?? "unknown",
    userAgent: http?.userAgent ?? "",
  };
}

function isFromEdge(sent = ""): boolean {
  const secret = process.env.EDGE_SECRET;
  return secret !== undefined && secret !== "" && isSameSecret(sent, secret);
}

/** What a WebSocket API says of who connects, which its type leaves out. Names are as they were sent. */
export interface SocketCall {
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly requestContext: {
    readonly identity?: { readonly sourceIp?: string; readonly userAgent?: string };
  };
}

/**
 * Where a live connection comes from. CloudFront's functions are not promised for WebSockets, so here the
 * address is that of X-Forwarded-For: CloudFront wrote the last but one, the gateway the last.
 */
export function originOfSocket(call: SocketCall): Origin {
  const { identity } = call.requestContext;
  const [edge] = valuesOf(call, EDGE_HEADER);
  const viewer = isFromEdge(edge) ? valuesOf(call, "x-forwarded-for").at(-2) : undefined;
  return {
    address: viewer ?? identity?.sourceIp ?? "unknown",
    userAgent: identity?.userAgent ?? "",
  };
}

/** The values of a header, sent in one line or in several. */
export function valuesOf(call: Omit<SocketCall, "requestContext">, header: string): string[] {
  const { headers = {}, multiValueHeaders } = call;
  const all: Record<string, string | string[]> = multiValueHeaders ?? headers;
  return Object.entries(all)
    .filter(([name]) => name.toLowerCase() === header)
    .flatMap(([, values]) => values)
    .flatMap((value) => value.split(","))
    .map((value) => value.trim());
}
