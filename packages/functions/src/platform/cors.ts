import { type Contract, isCrossOrigin } from "@faibric/core/platform/contract";
import { InvalidRequestError } from "@faibric/core/platform/errors";
import type {
  APIGatewayProxyEventV2 as ApiEvent,
  APIGatewayProxyStructuredResultV2 as ApiResult,
} from "aws-lambda";
import { authenticateApp, type Page } from "./authenticate-key";

/** What an answer to another origin's page says beside its body. */
const EXPOSED = "etag,idempotency-replayed,ratelimit,ratelimit-policy,retry-after,x-request-id";
const ALLOWED_HEADERS = "content-type,idempotency-key,if-match,x-app-key";
const TOKEN_HEADER = "authorization";
const METHODS = "GET,POST,PUT,PATCH,DELETE";
// As long as Chromium keeps one at most.
const KEPT_SECONDS = 7_200;

/**
 * Takes the app key from the address to the header. A preflight carries no headers of the request that it is
 * for, so a page has to name the key in the address; who needs no preflight may send the header instead.
 */
export function withAppKey(event: ApiEvent): ApiEvent {
  const { appKey, ...query } = event.queryStringParameters ?? {};
  if (appKey === undefined) return event;
  const { "x-app-key": header = appKey } = event.headers;
  if (header !== appKey) {
    const message = "Another app key than in X-App-Key. Send one of the two.";
    throw new InvalidRequestError([{ path: ["query", "appKey"], message }]);
  }
  return {
    ...event,
    headers: { ...event.headers, "x-app-key": appKey },
    queryStringParameters: query,
  };
}

/** Only the routes of operations that other origins may call bring such a request here. */
export const isPreflight = (contract: Contract, { routeKey }: ApiEvent): boolean =>
  isCrossOrigin(contract) && routeKey.startsWith("OPTIONS ");

/**
 * Tells a browser that a page may send what it is about to, if its origin is on the list of the app key in
 * the address. It is not counted: it reads two items and writes nothing, and the count would be a write; a
 * browser keeps the answer for hours. Source: https://fetch.spec.whatwg.org/#cors-preflight-fetch
 * @throws AppError where it may not: without the headers of a permission, the browser sends nothing
 */
export async function answerPreflight({ access }: Contract, event: ApiEvent): Promise<ApiResult> {
  const { headers } = withAppKey(event);
  await authenticateApp(headers);
  const token = access === "customer" ? `,${TOKEN_HEADER}` : "";
  return {
    statusCode: 204,
    headers: {
      ...permissionFor(headers.origin),
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": `${ALLOWED_HEADERS}${token}`,
      "access-control-max-age": String(KEPT_SECONDS),
    },
  };
}

/**
 * The app key with which a page asks: always for what is public, and where a customer's page names one. It is
 * let in before anything else, so that the page may read every answer, such as that its customer's token
 * has expired.
 */
export async function pageOf(contract: Contract, { headers }: ApiEvent): Promise<Page | undefined> {
  const named = isCrossOrigin(contract) && headers["x-app-key"] !== undefined;
  return named || contract.access === "public" ? authenticateApp(headers) : undefined;
}

/** The answer to a page that was let in, for it to read where it is of another origin. */
export function readableBy({ headers: { origin } }: ApiEvent, result: ApiResult): ApiResult {
  return { ...result, headers: { ...result.headers, ...permissionFor(origin) } };
}

/** Never with credentials: there are none. */
function permissionFor(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED };
}

/** An answer that depends on the origin must not be kept for another, refusals included. */
export function variesIn(contract: Contract): Record<string, string> {
  return isCrossOrigin(contract) ? { vary: "Origin" } : {};
}
