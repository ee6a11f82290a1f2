import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The identity of the emulated APIs in events: both the HTTP and the WebSocket one. */
export const API_ID = "local";

/** A request or connection ID as API Gateway makes them: 15 characters of base64 and a "=". */
export const gatewayId = (): string => `${randomBytes(11).toString("base64url")}=`;

/** The caller's address, as IPv4 where it is one. */
export function sourceIpOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `12/Mar/2020:19:03:58 +0000`: the common log format, in UTC. */
export function logTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers that concern one connection only: a gateway passes them on in neither direction. */
export const isHopByHop = (name: string): boolean => HOP_BY_HOP.has(name.toLowerCase());
