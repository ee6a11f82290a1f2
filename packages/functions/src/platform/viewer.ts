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
  const secret = process.env.EDGE_SECRET;
  const { [EDGE_HEADER]: sent = "", [VIEWER_HEADER]: viewer } = headers;
  const throughEdge = secret !== undefined && secret !== "" && isSameSecret(sent, secret);
  return {
    address: (throughEdge ? viewer : undefined) ?? http?.sourceIp ?? "unknown",
    userAgent: http?.userAgent ?? "",
  };
}

/** What a WebSocket API says of who connects, which its type leaves out. */
export interface SocketCall {
  readonly requestContext: {
    readonly identity?: { readonly sourceIp?: string; readonly userAgent?: string };
  };
}

/** Where a live connection comes from: its API is called directly, so the gateway saw the caller itself. */
export function originOfSocket({ requestContext: { identity } }: SocketCall): Origin {
  return { address: identity?.sourceIp ?? "unknown", userAgent: identity?.userAgent ?? "" };
}
