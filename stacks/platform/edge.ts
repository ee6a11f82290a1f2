import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EDGE_HEADER } from "@faibric/functions/platform/viewer";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { type Stack, use } from "sst/constructs";
import { edgeSecret } from "./edge-secret";
import { HttpApi } from "./http-api";
import { LiveApi } from "./live-api";
import { nameOf } from "./names";
import { responseHeaders } from "./response-headers";

/** How CloudFront serves /api/*: every call goes on to the API, nothing is kept. */
export function apiBehavior(stack: Stack): BehaviorOptions {
  const { api } = use(HttpApi);
  const source = readFileSync(join(process.cwd(), "stacks/platform/viewer-request.js"), "utf8");
  const viewerRequest = new EdgeFunction(stack, "viewer-request", {
    functionName: nameOf(stack, "viewer-request"),
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(source),
  });
  return {
    origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
      // It replaces what a caller sends under that name.
      customHeaders: { [EDGE_HEADER]: edgeSecret(stack) },
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // The Host header must be the API's own: the gateway finds the API by it.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: responseHeaders(stack, "api"),
    functionAssociations: [
      { function: viewerRequest, eventType: FunctionEventType.VIEWER_REQUEST },
    ],
  };
}

/** Where live connections are opened: the WebSocket API's stage has the same name. */
export const LIVE_PATH = "/live";

/** How CloudFront serves /live: it hands the connection over to the WebSocket API. */
export function liveBehavior(stack: Stack): BehaviorOptions {
  const { api } = use(LiveApi);
  return {
    origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
      customHeaders: { [EDGE_HEADER]: edgeSecret(stack) },
    }),
    // A page that were sent here in plain text would have named its token already.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    responseHeadersPolicy: responseHeaders(stack, "api"),
    // Named one by one, so that nobody can say under another of our names where they come from.
    originRequestPolicy: new OriginRequestPolicy(stack, "live-request", {
      originRequestPolicyName: nameOf(stack, "live-request"),
      headerBehavior: OriginRequestHeaderBehavior.allowList(
        "Sec-WebSocket-Key",
        "Sec-WebSocket-Version",
        "Sec-WebSocket-Protocol",
        "Sec-WebSocket-Extensions",
        "User-Agent",
      ),
      queryStringBehavior: OriginRequestQueryStringBehavior.none(),
      cookieBehavior: OriginRequestCookieBehavior.none(),
    }),
  };
}
