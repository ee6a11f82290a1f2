import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Invoke } from "../lambda/function-call";
import { log } from "../wire/log";
import type { AwsService } from "../wire/service";
import { openStore, type Store } from "../wire/store";
import { createLedger } from "./connection-ledger";
import { connectionsService } from "./connections-service";
import { gatewayId } from "./request-identity";
import { routeSelection } from "./route-selection";
import { type Connection, GOING_AWAY, openConnection } from "./websocket-connection";
import {
  type ConnectionOrigin,
  connectEvent,
  disconnectEvent,
  type Ending,
  messageEvent,
  originOf,
} from "./websocket-event";
import { createHandshakes, isHandshake, type Upgrade } from "./websocket-handshake";
import { withinTime } from "./within-time";

export interface WebSocketApiOptions {
  /** The function of each route: `$connect`, `$disconnect`, `$default` and those of the messages. */
  readonly routes: Readonly<Record<string, string>>;
  /** `$request.body.action`, or another member of a JSON message. */
  readonly routeSelectionExpression: string;
  readonly invoke: Invoke;
  readonly stage?: string;
  /** Default: 10 minutes. */
  readonly idleTimeoutMs?: number;
  /** Default: 2 hours. */
  readonly maxConnectionMs?: number;
  /** How long the gateway waits for a function: 29 seconds. */
  readonly integrationTimeoutMs?: number;
  /** What stands before the gateway, as CloudFront does, adds to the answer of a connection that is refused. */
  readonly refusalHeaders?: Readonly<Record<string, string>>;
  /** Keeps which connections are open, for `endLeftConnections`. */
  readonly store?: Store;
}

export interface OpenConnection extends ConnectionOrigin {
  readonly lastActiveAt: number;
}

export interface WebSocketApi {
  /** For a server's `upgrade` event. */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** `@connections`. Its `close` ends every connection and waits for their `$disconnect`. */
  readonly service: AwsService;
  connections(): readonly OpenConnection[];
  /** Invokes `$disconnect` for the connections that ended with a former process. */
  endLeftConnections(): Promise<void>;
}

const LOST: Ending = { code: 1006, reason: "Connection closed abnormally" };

/** An API Gateway WebSocket API whose routes are Lambda proxy integrations. */
export function createWebSocketApi(options: WebSocketApiOptions): WebSocketApi {
  const { routes, stage = "production", idleTimeoutMs = 600_000 } = options;
  const { maxConnectionMs = 7_200_000 } = options;
  const selectRoute = routeSelection(options.routeSelectionExpression, Object.keys(routes));
  const ledger = createLedger(options.store ?? openStore(":memory:"));
  const left = [...ledger.left()];
  const handshakes = createHandshakes(options.refusalHeaders);
  const open = new Map<string, Connection>();
  const disconnects = new Set<Promise<void>>();

  async function connect(upgrade: Upgrade): Promise<void> {
    const origin = originOf(upgrade.request, stage);
    const { connectionId } = origin;
    if (!isHandshake(upgrade.request)) {
      handshakes.refuse(upgrade, 400, connectionId, gatewayId());
      return;
    }
    ledger.opened(origin);
    const answer = await callConnect(options, origin, upgrade.request);
    if (answer.status < 200 || answer.status > 299) {
      ledger.ended(connectionId);
      handshakes.refuse(upgrade, answer.status, connectionId, gatewayId());
      return;
    }
    try {
      const socket = await handshakes.accept(upgrade, answer.subprotocol);
      const connection = openConnection({
        origin,
        socket,
        stream: upgrade.stream,
        idleTimeoutMs,
        maxConnectionMs,
        onMessage: (body) => void receive(connection, body),
        onEnd: (ending) => void disconnect(origin, ending),
      });
      open.set(connectionId, connection);
    } catch (error) {
      log.error("a WebSocket was not established", error, { connectionId });
      await disconnect(origin, LOST);
    }
  }

  /** Never rejects. The connection is gone at once; the function hears of it in its own time. */
  function disconnect(origin: ConnectionOrigin, ending: Ending): Promise<void> {
    const { connectionId } = origin;
    open.delete(connectionId);
    const call = callRoute(options, "$disconnect", disconnectEvent(origin, ending))
      .catch((error: unknown) => log.error("$disconnect failed", error, { connectionId }))
      .then(() => {
        ledger.ended(connectionId);
        disconnects.delete(call);
      });
    disconnects.add(call);
    return call;
  }

  async function receive(connection: Connection, body: string): Promise<void> {
    const { origin } = connection;
    const routeKey = selectRoute(body);
    const refuse = (message: string) => {
      const { connectionId } = origin;
      connection.send(JSON.stringify({ message, connectionId, requestId: gatewayId() }));
    };
    if (routeKey === undefined) return refuse("Forbidden");
    try {
      const result = await callRoute(options, routeKey, messageEvent(origin, routeKey, body));
      const reply = bodyOf(result);
      if (reply && open.has(origin.connectionId)) connection.send(...reply);
    } catch (error) {
      log.error("a message was not handled", error, { routeKey });
      refuse("Internal server error");
    }
  }

  return {
    handleUpgrade(request, stream, head) {
      stream.on("error", (error) => log.info("a WebSocket broke", { reason: error.message }));
      connect({ request, stream, head }).catch((error: unknown) => {
        log.error("a WebSocket was not established", error);
        stream.destroy();
      });
    },
    service: connectionsService({
      find: (connectionId) => open.get(connectionId),
      async close() {
        for (const connection of open.values()) connection.end(GOING_AWAY);
        await Promise.all(disconnects);
      },
    }),
    connections: () =>
      [...open.values()].map(({ origin, lastActiveAt }) => ({
        ...origin,
        lastActiveAt: lastActiveAt(),
      })),
    async endLeftConnections() {
      await Promise.all(left.splice(0).map((origin) => disconnect(origin, LOST)));
    },
  };
}

interface ConnectAnswer {
  readonly status: number;
  readonly subprotocol: string | undefined;
}

async function callConnect(
  options: WebSocketApiOptions,
  origin: ConnectionOrigin,
  request: IncomingMessage,
): Promise<ConnectAnswer> {
  const refused = { status: 502, subprotocol: undefined };
  if (!options.routes.$connect) return { status: 200, subprotocol: undefined };
  try {
    const result = await callRoute(options, "$connect", connectEvent(origin, request));
    const { statusCode, headers } = (result ?? {}) as { statusCode?: unknown; headers?: object };
    if (typeof statusCode !== "number" || !Number.isInteger(statusCode)) return refused;
    const protocol = Object.entries(headers ?? {}).find(
      ([name]) => name.toLowerCase() === "sec-websocket-protocol",
    );
    return { status: statusCode, subprotocol: protocol && String(protocol[1]) };
  } catch (error) {
    log.error("$connect failed", error);
    return refused;
  }
}

/** Null where the route has no function. */
async function callRoute(
  { routes, invoke, integrationTimeoutMs = 29_000 }: WebSocketApiOptions,
  routeKey: string,
  event: unknown,
): Promise<unknown> {
  const functionName = routes[routeKey];
  if (functionName === undefined) return null;
  const outcome = await withinTime(invoke(functionName, event), integrationTimeoutMs);
  if (!outcome) throw new Error(`${functionName} took over ${integrationTimeoutMs} ms.`);
  return outcome.value;
}

/** The route response: what the function returned as `body` goes back to the client. */
function bodyOf(result: unknown): [Buffer | string, { binary: boolean }] | undefined {
  const { body, isBase64Encoded } = (result ?? {}) as { body?: unknown; isBase64Encoded?: unknown };
  if (typeof body !== "string" || body === "") return undefined;
  if (isBase64Encoded === true) return [Buffer.from(body, "base64"), { binary: true }];
  return [body, { binary: false }];
}
