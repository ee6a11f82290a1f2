import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";
import { readBody, sendJson } from "../wire/body";
import { log } from "../wire/log";
import { type Content, SECURE, sendContent } from "./answer";

export interface Asked {
  /** A part of the path by its name in the route, decoded. Empty where the route has none. */
  param(name: string): string;
  readonly query: URLSearchParams;
  /** The JSON of a change; undefined otherwise. Parse it. */
  readonly body: unknown;
  readonly host: string;
}

/** `GET /queues/:queue` -> what answers it: JSON, or what `content` made. */
export type Routes = Readonly<Record<string, (asked: Asked) => unknown>>;

/** What was asked for cannot be given. `message` says why, to the person who asked. */
export class Unanswerable extends Error {
  override readonly name = "Unanswerable";
  readonly status: number;

  constructor(message: string, status = 404) {
    super(message);
    this.status = status;
  }
}

const contents = new WeakSet<object>();

/** Makes a route answer these bytes instead of JSON. */
export function content(given: Content): Content {
  contents.add(given);
  return given;
}

const isContent = (answer: unknown): answer is Content =>
  typeof answer === "object" && answer !== null && contents.has(answer);

const MAX_BODY_BYTES = 1024 * 1024;

/** Serves the routes below `prefix`. */
export function serveRoutes(prefix: string, routes: Routes) {
  const table = Object.entries(routes).map(([route, answer]) => {
    const [method = "", path = ""] = route.split(" ");
    return { method, parts: path.split("/"), answer };
  });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const url = new URL(request.url ?? "/", "http://localhost");
      const parts = url.pathname.slice(prefix.length).split("/").map(decode);
      const found = table.find((route) => route.method === request.method && fits(route, parts));
      if (!found) throw new Unanswerable("There is nothing at this address.");
      const answer = await found.answer({
        param: (name) => parts[found.parts.indexOf(`:${name}`)] ?? "",
        query: url.searchParams,
        body: request.method === "GET" ? undefined : await bodyOf(request),
        host: request.headers.host ?? "",
      });
      if (isContent(answer)) sendContent(response, answer);
      else sendJson(response, 200, answer ?? {}, SECURE);
    } catch (error) {
      const { status, message } = toAnswer(error, request);
      if (!response.headersSent) sendJson(response, status, { message }, SECURE);
      else response.destroy();
    }
  };
}

const fits = (route: { parts: readonly string[] }, parts: readonly string[]) =>
  route.parts.length === parts.length &&
  route.parts.every((part, index) => part.startsWith(":") || part === parts[index]);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Unanswerable("The address is not well-formed.", 400);
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, MAX_BODY_BYTES)).toString("utf8");
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    throw new Unanswerable("The body is not valid JSON.", 400);
  }
}

function toAnswer(error: unknown, request: IncomingMessage) {
  if (error instanceof Unanswerable) return error;
  // The services' own words, such as that a queue does not exist.
  if (error instanceof AwsError) return { status: error.status, message: error.message };
  if (error instanceof Error && error.name === "ZodError") {
    return { status: 400, message: "The change is not of the expected form." };
  }
  log.error("the dashboard failed", error, { url: request.url });
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 500, message: `The dashboard failed: ${reason}. The cloud's log has the rest.` };
}
