import { request as httpRequest } from "node:http";
import { log } from "../wire/log";
import type { AwsService } from "../wire/service";

/** Passes DynamoDB and its streams on to the engine, so that one address serves all of AWS. */
export function forwardDynamoDb(engineUrl: string): AwsService {
  return {
    scopes: ["dynamodb"],
    handle: (request, response) =>
      new Promise((resolve) => {
        response.once("close", resolve);
        const { method, headers, url } = request;
        const outgoing = httpRequest(`${engineUrl}${url}`, { method, headers }, (incoming) => {
          response.writeHead(incoming.statusCode ?? 502, incoming.headers);
          incoming.pipe(response);
        });
        outgoing.once("error", (error) => {
          log.error("dynamodb did not answer", error);
          response.destroy();
        });
        request.pipe(outgoing);
      }),
    close: async () => undefined,
  };
}
