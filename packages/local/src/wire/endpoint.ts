import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sendJson } from "./body";
import { asAwsError } from "./json-protocol";
import type { AwsService } from "./service";

export interface AwsEndpoint {
  /** Where `AWS_ENDPOINT_URL` points to: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

/** One address for all emulated services: a request goes to the service its signature is scoped to. */
export async function serveAws(services: readonly AwsService[], port = 0): Promise<AwsEndpoint> {
  const byScope = new Map(services.flatMap((service) => service.scopes.map((s) => [s, service])));
  const server = createServer((request, response) => {
    const service = byScope.get(scopeOf(request));
    if (!service) {
      const message = `No emulated service for the signature scope "${scopeOf(request)}".`;
      sendJson(response, 400, { __type: "UnknownService", message });
      return;
    }
    service.handle(request, response).catch((error: unknown) => {
      const { code, message, status } = asAwsError(error, service.scopes.join());
      if (!response.headersSent) sendJson(response, status, { __type: code, message });
      else response.destroy();
    });
  });
  server.requestTimeout = 0; // an upload may take its time
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    async close() {
      await Promise.all(services.map((service) => service.close()));
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * The service in the credential scope: `<key>/<date>/<region>/<service>/aws4_request`, from the
 * Authorization header or a presigned URL. An unsigned request can only be meant for S3 (a public
 * object, a preflight, a browser form upload).
 */
function scopeOf({ headers, url = "/" }: IncomingMessage): string {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ??
    new URLSearchParams(url.split("?").slice(1).join("?")).get("X-Amz-Credential");
  return credential?.split("/")[3] ?? "s3";
}
