import { AwsError } from "../wire/aws-error";
import type { S3Request } from "./call";
import { sendEmpty } from "./respond";
import { texts, trees, type XmlTree } from "./xml";

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD"];

/** Refuses rules that S3 refuses. */
export function assertCorsRules(document: XmlTree): XmlTree {
  for (const rule of trees(document, "CORSRule")) {
    const unsupported = texts(rule, "AllowedMethod").find((method) => !METHODS.includes(method));
    if (unsupported !== undefined) {
      throw new AwsError(
        "InvalidRequest",
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unsupported}`,
      );
    }
    const wild = [...texts(rule, "AllowedOrigin"), ...texts(rule, "AllowedHeader")];
    if (wild.some((pattern) => pattern.split("*").length > 2)) {
      throw new AwsError(
        "InvalidRequest",
        "AllowedOrigin and AllowedHeader can not have more than one wildcard.",
      );
    }
  }
  return document;
}

/**
 * Sets the CORS headers of an answer to a browser, by the first rule that covers the request.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function setCorsHeaders(call: S3Request, document: XmlTree | undefined): void {
  const { origin } = call.headers;
  if (origin === undefined || !document) return;
  const rule = findRule(document, { origin, method: call.method, headers: [] });
  if (!rule) return;
  for (const [name, value] of Object.entries(ruleHeaders(rule, origin))) {
    call.response.setHeader(name, value);
  }
}

/** Answers `OPTIONS`: what the browser may send to a bucket whose configuration is `document`. */
export function answerPreflight(call: S3Request, document: XmlTree | undefined): void {
  const { origin } = call.headers;
  const method = call.headers["access-control-request-method"];
  if (origin === undefined || method === undefined) {
    throw new AwsError(
      "BadRequest",
      "Insufficient information. Origin and Access-Control-Request-Method headers needed.",
    );
  }
  if (!document) throw forbidden("CORSResponse: CORS is not enabled for this bucket.");
  const requested = call.headers["access-control-request-headers"] ?? "";
  const headers = requested.split(",").map((name) => name.trim().toLowerCase());
  const rule = findRule(document, { origin, method, headers: headers.filter(Boolean) });
  if (!rule) {
    throw forbidden(
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  sendEmpty(call, 200, {
    ...ruleHeaders(rule, origin),
    "access-control-allow-headers": headers.join(", ") || undefined,
  });
}

interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** In lower case. */
  readonly headers: readonly string[];
}

function findRule(document: XmlTree, { origin, method, headers }: CorsRequest) {
  return trees(document, "CORSRule").find((rule) => {
    const allowed = texts(rule, "AllowedHeader").map((name) => name.toLowerCase());
    return (
      texts(rule, "AllowedOrigin").some((pattern) => matchesPattern(pattern, origin)) &&
      texts(rule, "AllowedMethod").includes(method) &&
      headers.every((name) => allowed.some((pattern) => matchesPattern(pattern, name)))
    );
  });
}

function matchesPattern(pattern: string, value: string): boolean {
  const [head = "", tail] = pattern.split("*");
  if (tail === undefined) return pattern === value;
  return (
    value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail)
  );
}

function ruleHeaders(rule: XmlTree, origin: string): Record<string, string> {
  const any = texts(rule, "AllowedOrigin").includes("*");
  const [maxAge] = texts(rule, "MaxAgeSeconds");
  const exposed = texts(rule, "ExposeHeader").join(", ");
  return {
    "access-control-allow-origin": any ? "*" : origin,
    "access-control-allow-methods": texts(rule, "AllowedMethod").join(", "),
    ...(!any && { "access-control-allow-credentials": "true" }),
    ...(exposed && { "access-control-expose-headers": exposed }),
    ...(maxAge && { "access-control-max-age": maxAge }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function forbidden(message: string): AwsError {
  return new AwsError("AccessForbidden", message, { status: 403 });
}
