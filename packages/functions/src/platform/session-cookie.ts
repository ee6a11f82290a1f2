import type { Contract } from "@faibric/core/platform/contract";
import type {
  APIGatewayProxyEventV2 as ApiEvent,
  APIGatewayProxyStructuredResultV2 as ApiResult,
} from "aws-lambda";

const COOKIE = "faibric_session";
// The one place that the browser sends it to.
const PATH = "/api/auth";
// As long as a session can last; a shorter one ends by itself.
const MAX_AGE_SECONDS = 180 * 24 * 60 * 60;

/**
 * Whether the caller wants the refresh token as a cookie, where no script can read it: `X-Session: cookie`.
 * A page elsewhere cannot send that header with somebody's cookie: it would need CORS, which is denied.
 */
function wantsCookie({ session }: Contract, { headers }: ApiEvent): boolean {
  return session !== undefined && headers["x-session"] === "cookie";
}

/** Puts the refresh token of the cookie where the contract has it: into the body. */
export function readSessionCookie(contract: Contract, event: ApiEvent): ApiEvent {
  if (contract.session !== "renews" || !wantsCookie(contract, event)) return event;
  const prefix = `${COOKIE}=`;
  const found = event.cookies?.find((cookie) => cookie.startsWith(prefix));
  if (!found) return event;
  const refreshToken = found.slice(prefix.length);
  const headers = { ...event.headers, "content-type": "application/json" };
  return { ...event, headers, body: JSON.stringify({ refreshToken }), isBase64Encoded: false };
}

/** Moves the refresh token of an answer into the cookie, or takes the cookie away with its session. */
export function writeSessionCookie(
  contract: Contract,
  event: ApiEvent,
  result: ApiResult,
): ApiResult {
  if (!wantsCookie(contract, event)) return result;
  const ended = contract.session === "renews" && result.statusCode === 401;
  if (contract.session === "ends" || ended) {
    return { ...result, cookies: [cookie(event, "", 0)] };
  }
  const answer: { refreshToken?: string } = JSON.parse(result.body ?? "{}");
  if (!answer.refreshToken) return result;
  const { refreshToken, ...rest } = answer;
  const cookies = [cookie(event, refreshToken, MAX_AGE_SECONDS)];
  return { ...result, cookies, body: JSON.stringify(rest) };
}

function cookie({ headers }: ApiEvent, value: string, seconds: number): string {
  // The gateway's word, not the caller's. A laptop has no TLS, and not every browser takes `Secure` there.
  const secure = headers["x-forwarded-proto"] === "http" ? [] : ["Secure"];
  const path = [`Path=${PATH}`, `Max-Age=${seconds}`];
  return [`${COOKIE}=${value}`, ...path, "HttpOnly", "SameSite=Strict", ...secure].join("; ");
}
