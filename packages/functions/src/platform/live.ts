import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { env } from "@faibric/core/platform/env";

let client: ApiGatewayManagementApiClient | undefined;

/** Sends a message to open WebSockets. Answers those that are gone, for the caller to forget. */
export async function push(connectionIds: readonly string[], message: object): Promise<string[]> {
  client ??= new ApiGatewayManagementApiClient({ endpoint: env("LIVE_ENDPOINT") });
  const sender = client;
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
