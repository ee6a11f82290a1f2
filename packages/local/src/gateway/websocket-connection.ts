import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { frameSizes } from "./frame-sizes";
import type { ConnectionOrigin, Ending } from "./websocket-event";

/** Both quotas in bytes: a longer frame or message ends the connection with 1009. */
export const MAX_FRAME_BYTES = 32 * 1024;
export const MAX_MESSAGE_BYTES = 128 * 1024;

const CLOSE_GRACE_MS = 1000;

export interface ConnectionLimits {
  readonly idleTimeoutMs: number;
  readonly maxConnectionMs: number;
}

export interface ConnectionEvents {
  readonly onMessage: (body: string) => void;
  /** Once, as soon as the connection ends, whoever ended it. */
  readonly onEnd: (ending: Ending) => void;
}

export interface Connection {
  readonly origin: ConnectionOrigin;
  lastActiveAt(): number;
  send(payload: Buffer | string, options?: { binary: boolean }): void;
  end(ending: Ending): void;
}

export interface ConnectionParts extends ConnectionLimits, ConnectionEvents {
  readonly origin: ConnectionOrigin;
  readonly socket: WebSocket;
  /** What the WebSocket runs over. */
  readonly stream: Duplex;
}

/** Keeps one open connection within its limits. */
export function openConnection(parts: ConnectionParts): Connection {
  const { origin, socket, stream, idleTimeoutMs, maxConnectionMs, onMessage, onEnd } = parts;
  let ended = false;
  let lastActiveAt = Date.now();
  const active = () => {
    lastActiveAt = Date.now();
  };

  function settle(ending: Ending) {
    if (ended) return;
    ended = true;
    clearTimeout(idle);
    clearTimeout(oldest);
    onEnd(ending);
  }
  function end(ending: Ending) {
    settle(ending);
    socket.close(ending.code, ending.reason);
    // A client that does not answer the close frame does not keep the socket.
    const grace = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
    socket.once("close", () => clearTimeout(grace));
  }
  function checkIdle() {
    const left = lastActiveAt + idleTimeoutMs - Date.now();
    if (left <= 0) end(GOING_AWAY);
    else idle = setTimeout(checkIdle, left);
  }

  let idle = setTimeout(checkIdle, idleTimeoutMs);
  const oldest = setTimeout(() => end(GOING_AWAY), maxConnectionMs);
  // Before `ws` reads the same bytes, so that it is over before a message that is too long arrives.
  stream.prependListener(
    "data",
    frameSizes((bytes) => {
      active();
      if (bytes > MAX_FRAME_BYTES && !ended) end(TOO_BIG);
    }),
  );
  socket.on("message", (data, isBinary) => {
    if (ended) return;
    if (isBinary) end(UNSUPPORTED);
    else onMessage(textOf(data));
  });
  // `ws` has sent the close frame itself; a message over MAX_MESSAGE_BYTES comes here.
  socket.on("error", (error) => settle(endingOf(error)));
  socket.on("close", (code, reason) => settle(endingFor(code, reason.toString("utf8"))));

  return {
    origin,
    lastActiveAt: () => lastActiveAt,
    send(payload, options = { binary: false }) {
      active();
      socket.send(payload, options);
    },
    end,
  };
}

export const CLOSED_NORMALLY: Ending = { code: 1000, reason: "Connection Closed Normally" };
export const GOING_AWAY: Ending = { code: 1001, reason: "Going away" };
// "API Gateway WebSocket APIs don't support binary frames in incoming message payloads": from its guide.
const UNSUPPORTED: Ending = { code: 1003, reason: "Unsupported data" };
const TOO_BIG: Ending = { code: 1009, reason: "Message too big" };

function endingOf(error: Error & { code?: string }): Ending {
  if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return TOO_BIG;
  if (error.code === "WS_ERR_INVALID_UTF8") return { code: 1007, reason: "Invalid payload data" };
  if (error.code?.startsWith("WS_ERR_")) return { code: 1002, reason: "Protocol error" };
  return endingFor(1006, "");
}

function endingFor(code: number, reason: string): Ending {
  if (code === 1005) return { code, reason: "Client-side close frame status not set" };
  if (code === 1006) return { code, reason: reason || "Connection closed abnormally" };
  return { code, reason };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}
