import { type ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import { isHopByHop } from "./request-identity";

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** An answer of the gateway itself: `{"message":"Not Found"}`. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { "content-type": "application/json" }, cookies: [], body };
}

/**
 * Reads a function's result: with a `statusCode` as the response it describes, without as the body of
 * a 200. Undefined where it is neither, which a caller sees as a 500.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function answerOf(result: unknown): HttpAnswer | undefined {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    const text = typeof result === "string" ? result : JSON.stringify(result ?? null);
    const headers = { "content-type": "application/json" };
    return { status: 200, headers, cookies: [], body: Buffer.from(text) };
  }
  const parts = result as Readonly<Record<string, unknown>>;
  const status = statusOf(parts.statusCode);
  const headers = headersOf(parts.headers ?? {});
  const cookies = cookiesOf(parts.cookies ?? []);
  const body = bodyOf(parts.body ?? "", parts.isBase64Encoded ?? false);
  if (!status || !headers || !cookies || !body) return undefined;
  return { status, headers, cookies, body };
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== "number" || !Number.isInteger(status)) return undefined;
  return status >= 200 && status <= 599 ? status : undefined;
}

function headersOf(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  // What a function that names no type gets from API Gateway.
  const headers: Record<string, string> = { "content-type": "text/plain;charset=UTF-8" };
  for (const [name, content] of Object.entries(value ?? {})) {
    if (typeof content === "object" && content !== null) return undefined;
    if (content === null || isHopByHop(name) || name.toLowerCase() === "content-length") continue;
    if (!isHeader(name, String(content))) return undefined;
    headers[name.toLowerCase()] = String(content);
  }
  return headers;
}

function cookiesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const cookies = value.filter((cookie): cookie is string => typeof cookie === "string");
  const valid = cookies.every((cookie) => isHeader("set-cookie", cookie));
  return valid && cookies.length === value.length ? cookies : undefined;
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false; // the caller answers 500, as for any malformed response
  }
}

function bodyOf(value: unknown, isBase64: unknown): Buffer | undefined {
  if (typeof value !== "string" || typeof isBase64 !== "boolean") return undefined;
  return Buffer.from(value, isBase64 ? "base64" : "utf8");
}

/** Sends the answer. For HEAD the length is that of the body which is not sent. */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { status, headers, body } = answer;
  const { "set-cookie": cookie, ...rest } = headers;
  const cookies = cookie === undefined ? answer.cookies : [cookie, ...answer.cookies];
  if (cookies.length) response.setHeader("set-cookie", cookies);
  if (status === 204 || status === 304) {
    response.writeHead(status, rest).end();
    return;
  }
  response.writeHead(status, { ...rest, "content-length": body.length }).end(body);
}
