import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";
import { readBody, sendJson } from "../wire/body";
import { asAwsError } from "../wire/json-protocol";

/** What a request says: its body's members, query and path labels in one, as the SDK's input has them. */
export type RestOperation = (input: never) => unknown;

/** `"POST /v2/email/templates"`; a `{Label}` stands for one path segment. */
export type RestRoutes = Readonly<Record<string, RestOperation>>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  readonly operation: RestOperation;
}

/** A mail may be 40 MB; base64 in JSON makes it a third more. */
const MAX_BODY_BYTES = 60 * 1024 * 1024;

/**
 * Answers the REST-JSON protocol: method and path name the operation, an error is `{ message }` with its
 * name in a header. Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJson(service: string, table: RestRoutes) {
  const routes = Object.entries(table).map(([route, operation]) => toRoute(route, operation));
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { "x-amzn-requestid": randomUUID() };
    try {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      const [route, labels] = find(routes, request.method ?? "", pathname);
      const body = parse(await readBody(request, MAX_BODY_BYTES));
      const input = { ...body, ...queryOf(searchParams), ...labels };
      sendJson(response, 200, (await route.operation(input as never)) ?? {}, headers);
    } catch (error) {
      if (response.destroyed) return;
      const { code, message, status } = asAwsError(error, service);
      sendJson(response, status, { message }, { ...headers, "x-amzn-errortype": code });
    }
  };
}

/** A parameter that is repeated is a list. */
function queryOf(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = "", ...more] = query.getAll(name);
      return [name, more.length ? [first, ...more] : first];
    }),
  );
}

function toRoute(route: string, operation: RestOperation): Route {
  const [method = "", path = ""] = route.split(" ");
  const labels = [...path.matchAll(/\{(\w+)\}/g)].map(([, label]) => label ?? "");
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "([^/]+)")}/?$`);
  return { method, pattern, labels, operation };
}

function find(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (!match) continue;
    const values = match.slice(1).map(decodeURIComponent);
    return [route, Object.fromEntries(route.labels.map((label, i) => [label, values[i]]))] as const;
  }
  const message = `Unable to determine the operation of ${method} ${path}; the laptop cloud may not have it.`;
  throw new AwsError("UnknownOperationException", message, { status: 404 });
}

function parse(body: Buffer): object {
  try {
    const parsed: unknown = body.length ? JSON.parse(body.toString("utf8")) : {};
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // answered below
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object.");
}
