import type { IncomingMessage, ServerResponse } from "node:http";

/** One emulated AWS service, reached over HTTP by the real AWS SDK. */
export interface AwsService {
  /** The service names in a SigV4 credential scope that belong here, such as `sqs` or `s3`. */
  readonly scopes: readonly string[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Stops timers and long polls. Everything acknowledged is on disk already. */
  close(): Promise<void>;
}
