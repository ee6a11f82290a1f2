import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import { WebSocket } from "ws";
import type { Invoke } from "../lambda/function-call";
import { serveAws } from "../wire/endpoint";
import { createWebSocketApi, type WebSocketApiOptions } from "./websocket-api";

export interface SocketEvent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>> & {
    readonly connectionId: string;
    readonly routeKey: string;
    readonly eventType: string;
  };
  readonly [member: string]: unknown;
}

export type Answers = Readonly<Record<string, (event: SocketEvent) => unknown>>;

/** For tests: a WebSocket API with a function for each route in `answers`, and its management client. */
export async function webSocketApiOf(answers: Answers, options: Partial<WebSocketApiOptions> = {}) {
  const events: SocketEvent[] = [];
  const invoke: Invoke = async (functionName, payload) => {
    const event = JSON.parse(JSON.stringify(payload)) as SocketEvent;
    events.push(event);
    const result: unknown = await answers[functionName]?.(event);
    return JSON.parse(JSON.stringify(result ?? null));
  };
  const routes = Object.fromEntries(Object.keys(answers).map((key) => [key, key]));
  const routeSelectionExpression = "$request.body.action";
  const api = createWebSocketApi({ routes, routeSelectionExpression, invoke, ...options });
  const server = createServer();
  server.on("upgrade", api.handleUpgrade);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const aws = await serveAws([api.service]);
  const clients: WebSocket[] = [];

  /** A client that has not necessarily connected yet, and what it received so far. */
  function dial(path = "/", protocols: string[] = [], headers: Record<string, string> = {}) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers });
    const received: string[] = [];
    socket.on("message", (data) => received.push(data.toString()));
    socket.on("error", () => undefined); // a refusal is seen as `unexpected-response`
    clients.push(socket);
    return Object.assign(socket, { received });
  }

  return {
    api,
    events,
    port,
    url: aws.url,
    client: new ApiGatewayManagementApiClient({
      endpoint: aws.url,
      region: "eu-central-1",
      credentials: { accessKeyId: "a", secretAccessKey: "s" },
      maxAttempts: 1,
    }),
    dial,
    async connected(path = "/", protocols: string[] = []) {
      const socket = dial(path, protocols);
      await once(socket, "open");
      // The client may hear of the handshake a moment before the server has booked the connection.
      while (api.connections().length < clients.filter((c) => c.readyState === 1).length) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const id = api.connections().at(-1)?.connectionId ?? "";
      return Object.assign(socket, { id });
    },
    of: (eventType: string) => events.filter((e) => e.requestContext.eventType === eventType),
    async close() {
      for (const socket of clients) socket.terminate();
      await aws.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type WebSocketFixture = Awaited<ReturnType<typeof webSocketApiOf>>;
