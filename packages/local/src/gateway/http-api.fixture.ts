import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Invoke } from "../lambda/function-call";
import { createHttpApi, type HttpApiOptions } from "./http-api";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
}

export interface Sent {
  readonly headers?: Record<string, string | string[]> | readonly string[];
  readonly body?: string | Buffer;
}

/** For tests: an HTTP API on a free port, whose functions are one function that sees every event. */
export async function httpApiOf(
  answer: (event: APIGatewayProxyEventV2, functionName: string) => unknown,
  options: Partial<HttpApiOptions> = {},
) {
  const events: APIGatewayProxyEventV2[] = [];
  const called: string[] = [];
  const invoke: Invoke = async (functionName, payload) => {
    // The wire: what a function gets and gives is JSON.
    const event = JSON.parse(JSON.stringify(payload)) as APIGatewayProxyEventV2;
    events.push(event);
    called.push(functionName);
    const result: unknown = await answer(event, functionName);
    return JSON.parse(JSON.stringify(result ?? null));
  };
  const routes = [{ routeKey: "$default", functionName: "default" }];
  const api = createHttpApi({ routes, invoke, ...options });
  const server = createServer((request, response) => void api(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  /** The path and the headers go out exactly as given, which `fetch` would not do. */
  async function call(method: string, path: string, { headers = {}, body }: Sent = {}) {
    const request = send({ port, host: "127.0.0.1", method, path, headers, agent: false });
    request.end(body);
    const [response] = await once(request, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const reply: Reply = {
      status: response.statusCode,
      headers: response.headers,
      text: bytes.toString("utf8"),
      bytes,
    };
    return reply;
  }

  return {
    call,
    events,
    called,
    port,
    /** The event of one request. */
    async eventOf(method: string, path: string, sent: Sent = {}) {
      await call(method, path, sent);
      const event = events.at(-1);
      if (!event) throw new Error("No function was called.");
      return event;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
