import type { IncomingMessage, ServerResponse } from "node:http";
import type { Invoke } from "../lambda/function-call";
import { AwsError } from "../wire/aws-error";
import { log } from "../wire/log";
import { type Cors, checkCors, isPreflight, preflightAnswer, withCors } from "./cors";
import { answerOf, gatewayAnswer, type HttpAnswer, sendAnswer } from "./http-answer";
import { httpEvent, targetOf } from "./http-event";
import { createRouteTable, type HttpRoute, type MatchRoute, type RouteMatch } from "./http-routes";
import { readUpTo } from "./request-body";
import { gatewayId } from "./request-identity";
import { withinTime } from "./within-time";

export interface ServedRequest {
  readonly id: string;
  readonly method: string;
  /** As the caller sent it, without the query. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** Undefined where no function was called. */
  readonly functionName: string | undefined;
  /** When it arrived, ISO 8601 UTC. */
  readonly time: string;
}

export interface HttpApiOptions {
  readonly routes: readonly HttpRoute[];
  readonly cors?: Cors;
  readonly invoke: Invoke;
  readonly onRequest?: (request: ServedRequest) => void;
  /** Any other than `$default` is the first segment of every path. */
  readonly stage?: string;
  /** How long the gateway waits for a function: 29 seconds. */
  readonly integrationTimeoutMs?: number;
}

export type HttpApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_HEADER_BYTES = 10_240;
const INTEGRATION_TIMEOUT_MS = 29_000;

/** An API Gateway HTTP API whose routes are Lambda proxy integrations in payload format 2.0. */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  const { cors, onRequest } = options;
  if (cors) checkCors(cors);
  const match = createRouteTable(options.routes);
  return async (request, response) => {
    const started = performance.now();
    const time = new Date().toISOString();
    const call = { request, requestId: gatewayId(), match: undefined };
    const { answer, functionName } = await serve(options, match, call).catch((error: unknown) => {
      if (!response.destroyed) log.error("the gateway failed", error, { url: request.url });
      return { answer: gatewayAnswer(500, "Internal Server Error"), functionName: undefined };
    });
    const { origin } = request.headers;
    const preflight = cors && isPreflight(request.method ?? "", request.headers);
    if (!response.destroyed) {
      response.setHeader("apigw-requestid", call.requestId);
      sendAnswer(response, cors && !preflight ? withCors(cors, origin, answer) : answer);
    }
    onRequest?.({
      id: call.requestId,
      method: request.method ?? "",
      path: request.url?.split("?")[0] ?? "",
      status: answer.status,
      ms: Math.round(performance.now() - started),
      functionName,
      time,
    });
  };
}

interface Call {
  readonly request: IncomingMessage;
  readonly requestId: string;
}

interface Served {
  readonly answer: HttpAnswer;
  readonly functionName: string | undefined;
}

async function serve(options: HttpApiOptions, matchRoute: MatchRoute, call: Call): Promise<Served> {
  const { cors, stage = "$default" } = options;
  const { request } = call;
  const { method = "GET", headers } = request;
  const refuse = (status: number, message: string): Served => {
    request.resume(); // what is left of the body is of no interest
    return { answer: gatewayAnswer(status, message), functionName: undefined };
  };
  if (headerBytes(request) > MAX_HEADER_BYTES) {
    return refuse(431, "Request Header Fields Too Large");
  }
  if (cors && isPreflight(method, headers)) {
    return { answer: preflightAnswer(cors, headers.origin), functionName: undefined };
  }
  const target = targetOf(request);
  if (!target) return refuse(400, "Bad Request");
  const path = pathInStage(target.path, stage);
  const match = path === undefined ? undefined : matchRoute(method, path);
  if (!match && cors && method === "OPTIONS") {
    return { answer: preflightAnswer(cors, headers.origin), functionName: undefined };
  }
  if (!match) return refuse(404, "Not Found");
  const body = await readUpTo(request, MAX_BODY_BYTES);
  if (!body) return refuse(413, "Request Entity Too Large");
  const event = httpEvent({ ...call, target, match, body, stage });
  const answer = await callFunction(options, match, event);
  return { answer, functionName: match.route.functionName };
}

async function callFunction(
  { invoke, integrationTimeoutMs = INTEGRATION_TIMEOUT_MS }: HttpApiOptions,
  { route }: RouteMatch,
  event: unknown,
): Promise<HttpAnswer> {
  const { functionName, routeKey, timeoutSeconds } = route;
  const limit = timeoutSeconds === undefined ? {} : { timeoutSeconds };
  try {
    const outcome = await withinTime(invoke(functionName, event, limit), integrationTimeoutMs);
    if (!outcome) return gatewayAnswer(503, "Service Unavailable");
    const answer = answerOf(outcome.value);
    if (answer) return answer;
    log.info("a function's response is malformed", { functionName, routeKey });
  } catch (error) {
    if (error instanceof AwsError && error.code === "RequestTooLargeException") {
      return gatewayAnswer(413, "Request Entity Too Large");
    }
    log.error("a function failed", error, { functionName, routeKey });
  }
  return gatewayAnswer(500, "Internal Server Error");
}

/** The quota counts the request line and all headers. */
function headerBytes({ method = "", url = "", rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, part) => sum + part.length, method.length + url.length);
}

function pathInStage(path: string, stage: string): string | undefined {
  if (stage === "$default") return path;
  const prefix = `/${stage}`;
  if (path === prefix) return "/";
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}
