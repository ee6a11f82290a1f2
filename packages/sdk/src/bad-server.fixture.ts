import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ClientOptions } from "./options";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: Received) => void;

export const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };

export const problem = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
): Reply =>
  json(
    status,
    { type: code, title: "Title", status, code, detail: "Detail.", requestId: "req-1", ...more },
    { "content-type": "application/problem+json", ...headers },
  );

/** The connection breaks before an answer. */
export const cut: Reply = (response) => response.destroy();

/** The connection breaks in the middle of a good answer. */
export const cutInside: Reply = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"status":"ok"', () => response.destroy());
};

/** No answer ever comes. */
export const silence: Reply = () => undefined;

/** A server that gives its replies in turn, the last one for good, and keeps what it received. */
export async function badServer(...replies: readonly [Reply, ...Reply[]]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const body = Buffer.concat(chunks).toString();
    received.push({ method, url, headers, body });
    (replies[received.length - 1] ?? replies.at(-1))?.(response, { method, url, headers, body });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const options = {
    baseUrl: `http://127.0.0.1:${port}`,
    token: "token-1",
    retryDelayMs: 5,
  } satisfies ClientOptions;
  return {
    received,
    options,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export const TENANT_ID = "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp";

export const TENANT = {
  tenantId: TENANT_ID,
  name: "Blue Bottle Coffee",
  slug: "blue-bottle",
  status: "active",
  version: 3,
  createdAt: "2026-01-15T09:30:00.000Z",
} as const;
