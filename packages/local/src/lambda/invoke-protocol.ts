import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";
import { readBody, sendJson } from "../wire/body";
import { asAwsError } from "../wire/json-protocol";
import type { EventInvocation } from "./event-invocations";
import type { LambdaFunction, RawCall } from "./function-call";
import { errorPayload, LambdaError } from "./function-error";
import { functionArn } from "./invocation";

export interface LambdaProtocolOptions {
  readonly names: readonly string[];
  /** Throws `ResourceNotFoundException`. */
  readonly find: (functionName: string) => LambdaFunction;
  readonly call: (call: RawCall) => Promise<string>;
  readonly accept: (invocation: EventInvocation) => void;
}

type Answer = (exchange: Exchange) => Promise<void> | void;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly functionName: string;
  readonly requestId: string;
}

const FUNCTIONS = "/2015-03-31/functions";
const READ_LIMIT = 32 * 1024 * 1024;
const MAX_EVENT_BYTES = 1024 * 1024;
const MAX_TAIL_BYTES = 4096;

/** Invoke, GetFunction, GetFunctionConfiguration and ListFunctions, in Lambda's REST-JSON. */
export function lambdaProtocol(options: LambdaProtocolOptions) {
  const { names, find } = options;
  const answers: Readonly<Record<string, Answer>> = {
    "POST invocations": (exchange) => invoke(options, exchange),
    "GET configuration": ({ response, functionName }) =>
      sendJson(response, 200, configuration(functionName, find(functionName))),
    "GET function": ({ response, functionName }) =>
      sendJson(response, 200, {
        Configuration: configuration(functionName, find(functionName)),
        Code: { RepositoryType: "local" },
        Tags: {},
      }),
    "GET list": ({ response }) =>
      sendJson(response, 200, {
        Functions: names.map((name) => configuration(name, find(name))),
        NextMarker: null,
      }),
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader("x-amzn-requestid", requestId);
    try {
      const { operation, functionName } = operationOf(request);
      const answer = answers[operation];
      if (!answer) throw new AwsError("UnknownOperationException", operation, { status: 404 });
      await answer({ request, response, functionName, requestId });
    } catch (error) {
      const { code, message, status } = asAwsError(error, "lambda");
      sendJson(response, status, { Type: "User", Message: message }, { "x-amzn-errortype": code });
    }
  };
}

function operationOf({ method, url = "/" }: IncomingMessage) {
  const { pathname } = new URL(url, "http://localhost");
  const rest = pathname.startsWith(FUNCTIONS) ? pathname.slice(FUNCTIONS.length) : undefined;
  if (rest === "" || rest === "/") return { operation: `${method} list`, functionName: "" };
  const [, reference = "", part = "function"] = rest?.split("/") ?? [];
  return {
    operation: `${method} ${rest ? part : pathname}`,
    functionName: functionNameOf(decodeURIComponent(reference)),
  };
}

/** The name in `name`, `name:alias`, `account:function:name` or a whole ARN. */
function functionNameOf(reference: string): string {
  return /^(?:.*:function:)?([^:]+)(?::[^:]+)?$/.exec(reference)?.[1] ?? reference;
}

async function invoke(options: LambdaProtocolOptions, exchange: Exchange): Promise<void> {
  const { request, response, functionName } = exchange;
  options.find(functionName);
  const payload = payloadOf(await readBody(request, READ_LIMIT));
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "DryRun") response.writeHead(204).end();
  else if (type === "Event") acceptEvent(options, exchange, payload);
  else if (type === "RequestResponse") await respond(options, exchange, payload);
  else {
    const message = `Invalid invocation type: ${type}`;
    throw new AwsError("InvalidParameterValueException", message);
  }
}

function acceptEvent({ accept }: LambdaProtocolOptions, exchange: Exchange, payload: string) {
  const { response, functionName, requestId } = exchange;
  if (Buffer.byteLength(payload) > MAX_EVENT_BYTES) {
    const message = `Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation`;
    throw new AwsError("RequestTooLargeException", message, { status: 413 });
  }
  accept({ requestId, functionName, payload });
  response.writeHead(202, { "content-length": 0 }).end();
}

async function respond({ call }: LambdaProtocolOptions, exchange: Exchange, payload: string) {
  const { request, response, functionName, requestId } = exchange;
  const lines: string[] = [];
  const onLine = (line: string) => void lines.push(line);
  const clientContext = clientContextOf(request.headers["x-amz-client-context"]);
  const headers: Record<string, string | number> = {
    "content-type": "application/json",
    "x-amz-executed-version": "$LATEST",
  };
  let body: string;
  try {
    body = await call({ functionName, payload, requestId, onLine, clientContext });
  } catch (error) {
    if (!(error instanceof LambdaError)) throw error;
    headers["x-amz-function-error"] = "Unhandled";
    body = JSON.stringify(errorPayload(error));
  }
  if (request.headers["x-amz-log-type"] === "Tail") {
    const tail = Buffer.from(`${lines.join("\n")}\n`).subarray(-MAX_TAIL_BYTES);
    headers["x-amz-log-result"] = tail.toString("base64");
  }
  headers["content-length"] = Buffer.byteLength(body);
  response.writeHead(200, headers).end(body);
}

function payloadOf(body: Buffer): string {
  const text = body.length ? body.toString("utf8") : "{}";
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Could not parse request body into json: ${reason}`;
    throw new AwsError("InvalidRequestContentException", message);
  }
  return text;
}

function clientContextOf(header: string | string[] | undefined): unknown {
  if (typeof header !== "string") return undefined;
  try {
    return JSON.parse(Buffer.from(header, "base64").toString("utf8"));
  } catch {
    throw new AwsError("InvalidRequestContentException", "Client context must be valid JSON.");
  }
}

function configuration(functionName: string, { timeoutSeconds, environment }: LambdaFunction) {
  return {
    FunctionName: functionName,
    FunctionArn: functionArn(functionName),
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: timeoutSeconds,
    MemorySize: 1024,
    Version: "$LATEST",
    PackageType: "Zip",
    State: "Active",
    LastUpdateStatus: "Successful",
    Environment: { Variables: environment ?? {} },
  };
}
