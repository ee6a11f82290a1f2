import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { USER_FILE_HEADERS } from "@faibric/core/platform/security-headers";
import { log } from "../wire/log";

/**
 * What a distribution of CloudFront is on AWS: an origin of their own for what tenants upload. It hands each request
 * on to the bucket, which judges its signature, and adds to the answer that nothing of it runs.
 */
export async function startFiles({ port, aws }: { port: number; aws: string }) {
  const server = createServer((request, response) => hand(aws, request, response));
  server.requestTimeout = 0; // an upload may take its time
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function hand(aws: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = "/" } = request;
  // The bucket's own name, as the signature has it, and none of what a browser knows of this address.
  const { cookie: _cookie, authorization: _authorization, ...rest } = headers;
  const onward = httpRequest(
    new URL(url, aws),
    { method: method ?? "GET", headers: { ...rest, host: new URL(aws).host } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...USER_FILE_HEADERS });
      answer.pipe(response);
    },
  );
  onward.on("error", (error) => {
    if (!request.destroyed) log.error("files: the bucket did not answer", error);
    if (response.headersSent) response.destroy();
    else response.writeHead(502, USER_FILE_HEADERS).end();
  });
  response.on("close", () => onward.destroy());
  // Refused before all of it came: the rest is read, or the next request on the connection would wait behind it.
  onward.on("close", () => {
    request.unpipe(onward);
    request.resume();
  });
  request.pipe(onward);
}
