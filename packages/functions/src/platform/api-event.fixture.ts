import type { Contract } from "@faibric/core/platform/contract";
import type {
  APIGatewayProxyEventV2 as ApiEvent,
  APIGatewayProxyStructuredResultV2 as ApiResult,
  Context,
} from "aws-lambda";

export interface ApiCall {
  readonly params?: Record<string, string>;
  /** As in the address, without the question mark. */
  readonly query?: string;
  /** By lower-case name. */
  readonly headers?: Record<string, string>;
  /** Text is sent as it is, bytes as base64, everything else as JSON. */
  readonly body?: unknown;
}

export const REQUEST_ID = "JKJaXmPLvHcESHA=";
export const lambdaContext = {
  awsRequestId: "an-invocation",
  getRemainingTimeInMillis: () => 28_000,
} as Context; // of which handlers read no more

/** A call as API Gateway hands it over, with a JSON content type unless the call names one. */
export function apiEvent({ method, path }: Contract, call: ApiCall = {}): ApiEvent {
  const { params, query = "", headers = {}, body } = call;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const sent = body instanceof Uint8Array ? Buffer.from(body).toString("base64") : text;
  const values = Object.fromEntries(new URLSearchParams(query));
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers: { "content-type": "application/json", ...headers },
    ...(query ? { queryStringParameters: values } : {}),
    ...(params ? { pathParameters: params } : {}),
    ...(sent === undefined ? {} : { body: sent }),
    isBase64Encoded: body instanceof Uint8Array,
    requestContext: { requestId: REQUEST_ID } as ApiEvent["requestContext"],
  };
}

type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/** Calls a handler, and reads what it answers: as JSON where it says that it is. */
export async function callApi(handler: Handler, contract: Contract, call?: ApiCall) {
  const { statusCode, headers = {}, body } = await handler(apiEvent(contract, call), lambdaContext);
  const isJson = /json/.test(String(headers["content-type"]));
  const read: unknown = body !== undefined && isJson ? JSON.parse(body) : body;
  return { status: statusCode, headers, body: read };
}
