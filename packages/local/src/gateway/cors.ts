import type { IncomingHttpHeaders } from "node:http";
import type { HttpAnswer } from "./http-answer";

export interface Cors {
  /** `*`, `https://app.example.com` or `https://*`. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  /** Not together with the origin `*`. */
  readonly allowCredentials?: boolean;
  readonly maxAgeSeconds?: number;
}

/** Refuses what API Gateway refuses to configure. */
export function checkCors({ allowCredentials, allowOrigins }: Cors): void {
  if (allowCredentials && allowOrigins.includes("*")) {
    throw new Error("CORS cannot allow credentials to the origin *.");
  }
}

export function isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
  const { origin, "access-control-request-method": wanted } = headers;
  return method === "OPTIONS" && origin !== undefined && wanted !== undefined;
}

/**
 * What the gateway answers to a preflight, whichever routes there are. From an origin that is not
 * allowed it has no CORS headers.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function preflightAnswer(cors: Cors, origin: string | undefined): HttpAnswer {
  const { allowMethods = [], allowHeaders = [], maxAgeSeconds } = cors;
  const shared = sharedHeaders(cors, origin);
  const headers = shared && {
    ...shared,
    ...(allowMethods.length && { "access-control-allow-methods": allowMethods.join(",") }),
    ...(allowHeaders.length && {
      "access-control-allow-headers": allowHeaders.join(",").toLowerCase(),
    }),
    ...(maxAgeSeconds !== undefined && { "access-control-max-age": String(maxAgeSeconds) }),
  };
  return { status: 204, headers: headers ?? {}, cookies: [], body: Buffer.alloc(0) };
}

/** Replaces the CORS headers that the function sent by the configured ones. */
export function withCors(cors: Cors, origin: string | undefined, answer: HttpAnswer): HttpAnswer {
  const own = Object.entries(answer.headers).filter(
    ([name]) => !name.startsWith("access-control-"),
  );
  return { ...answer, headers: { ...Object.fromEntries(own), ...sharedHeaders(cors, origin) } };
}

function sharedHeaders(cors: Cors, origin: string | undefined): Record<string, string> | undefined {
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin);
  if (allowed === undefined) return undefined;
  const { allowCredentials, exposeHeaders = [] } = cors;
  return {
    "access-control-allow-origin": allowed,
    ...(allowCredentials && { "access-control-allow-credentials": "true" }),
    ...(exposeHeaders.length && {
      "access-control-expose-headers": exposeHeaders.join(",").toLowerCase(),
    }),
  };
}

function allowedOrigin({ allowOrigins }: Cors, origin: string): string | undefined {
  if (allowOrigins.includes("*")) return "*";
  const found = allowOrigins.some((allowed) =>
    allowed.endsWith("*") ? origin.startsWith(allowed.slice(0, -1)) : origin === allowed,
  );
  return found ? origin : undefined;
}
