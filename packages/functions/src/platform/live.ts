import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { env } from "@faibric/core/platform/env";

let client: ApiGatewayManagementApiClient | undefined;

function connected(): ApiGatewayManagementApiClient {
  client ??= new ApiGatewayManagementApiClient({ endpoint: env("LIVE_ENDPOINT") });
  return client;
}

/** Sends a message to open WebSockets. Answers those that are gone, for the caller to forget. */
export async function push(connectionIds: readonly string[], message: object): Promise<string[]> {
  const sender = connected();
  const Data = Buffer.from(JSON.stringify(message));
  const gone = await Promise.all(
    connectionIds.map((ConnectionId) =>
      sender.send(new PostToConnectionCommand({ ConnectionId, Data })).then(
        () => [],
        (error: unknown) => {
          if (error instanceof GoneException) return [ConnectionId];
          throw error;
        },
      ),
    ),
  );
  return gone.flat();
}

/** Closes WebSockets of who may hear nothing any more. One that is gone already is as good as closed. */
export async function hangUp(connectionIds: readonly string[]): Promise<void> {
  await Promise.all(
    connectionIds.map((ConnectionId) =>
      connected()
        .send(new DeleteConnectionCommand({ ConnectionId }))
        .catch((error: unknown) => {
          if (!(error instanceof GoneException)) throw error;
        }),
    ),
  );
}
