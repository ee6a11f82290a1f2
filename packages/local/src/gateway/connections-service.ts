import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../wire/aws-error";
import { sendJson } from "../wire/body";
import { asAwsError } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import { readUpTo } from "./request-body";
import { gatewayId } from "./request-identity";
import { CLOSED_NORMALLY, type Connection, MAX_MESSAGE_BYTES } from "./websocket-connection";

export interface ConnectionsServiceOptions {
  readonly find: (connectionId: string) => Connection | undefined;
  readonly close: () => Promise<void>;
}

/**
 * The management API: PostToConnection, GetConnection and DeleteConnection, below a stage or not.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function connectionsService({ find, close }: ConnectionsServiceOptions): AwsService {
  return {
    scopes: ["execute-api"],
    close,
    async handle(request, response) {
      response.setHeader("x-amzn-requestid", gatewayId());
      try {
        const body = await readUpTo(request, MAX_MESSAGE_BYTES);
        const connection = find(connectionIdOf(request));
        if (!connection) throw new AwsError("GoneException", "Gone", { status: 410 });
        answer(connection, request, response, body);
      } catch (error) {
        const { code, message, status } = asAwsError(error, "execute-api");
        sendJson(response, status, { message }, { "x-amzn-errortype": code });
      }
    },
  };
}

function answer(
  connection: Connection,
  { method }: IncomingMessage,
  response: ServerResponse,
  body: Buffer | undefined,
) {
  if (method === "GET") sendJson(response, 200, description(connection));
  else if (method === "DELETE") {
    connection.end(CLOSED_NORMALLY);
    response.writeHead(204).end();
  } else if (method === "POST") {
    if (!body) {
      const message = "Maximum payload size is 128KB";
      throw new AwsError("PayloadTooLargeException", message, { status: 413 });
    }
    // A text frame must be UTF-8: other bytes would make the client drop the connection.
    connection.send(body, { binary: !isUtf8(body) });
    response.writeHead(200, { "content-length": 0 }).end();
  } else throw new AwsError("ForbiddenException", "Forbidden", { status: 403 });
}

function description({ origin, lastActiveAt }: Connection) {
  const { connectedAt, sourceIp, userAgent } = origin;
  return {
    connectedAt: new Date(connectedAt).toISOString(),
    lastActiveAt: new Date(lastActiveAt()).toISOString(),
    identity: { sourceIp, userAgent },
  };
}

function connectionIdOf({ url = "/" }: IncomingMessage): string {
  const id = /^(?:\/[^/]+)?\/@connections\/([^/?]+)(?:\?|$)/.exec(decodeURIComponent(url))?.[1];
  if (id === undefined) throw new AwsError("ForbiddenException", "Forbidden", { status: 403 });
  return id;
}
