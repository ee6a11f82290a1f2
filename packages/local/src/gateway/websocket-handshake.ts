import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { MAX_MESSAGE_BYTES } from "./websocket-connection";

export interface Upgrade {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

export interface Handshakes {
  /** Completes the upgrade. The subprotocol is the one that the `$connect` answer named, or none. */
  accept(upgrade: Upgrade, subprotocol: string | undefined): Promise<WebSocket>;
  refuse(upgrade: Upgrade, status: number, connectionId: string, requestId: string): void;
}

/** Whether the request asks for a WebSocket as RFC 6455, 4.2.1 wants it. */
export function isHandshake({ method, headers }: IncomingMessage): boolean {
  const { upgrade, "sec-websocket-key": key, "sec-websocket-version": version } = headers;
  const asks = method === "GET" && upgrade?.toLowerCase() === "websocket" && version === "13";
  return asks && /^[+/0-9A-Za-z]{22}==$/.test(key ?? "");
}

export function createHandshakes(
  refusalHeaders: Readonly<Record<string, string>> = {},
): Handshakes {
  const chosen = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // API Gateway negotiates no extension
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (_offered, request) => chosen.get(request) ?? false,
  });
  return {
    accept({ request, stream, head }, subprotocol) {
      if (subprotocol !== undefined) chosen.set(request, subprotocol);
      return new Promise((resolve, reject) => {
        const gone = () => reject(new Error("The client left during the handshake."));
        if (stream.destroyed || !stream.writable) return gone();
        stream.once("close", gone);
        server.handleUpgrade(request, stream, head, resolve);
      });
    },
    refuse({ stream }, status, connectionId, requestId) {
      const message = STATUS_CODES[status] ?? "Refused";
      const body = JSON.stringify({ message, connectionId, requestId });
      stream.end(
        [
          `HTTP/1.1 ${status} ${message}`,
          "content-type: application/json",
          `content-length: ${Buffer.byteLength(body)}`,
          `apigw-requestid: ${requestId}`,
          ...Object.entries(refusalHeaders).map(([name, value]) => `${name}: ${value}`),
          "connection: close",
          "",
          body,
        ].join("\r\n"),
      );
    },
  };
}
