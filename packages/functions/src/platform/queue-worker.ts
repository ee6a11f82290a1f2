import { logger } from "@faibric/core/platform/logger";
import { withTrace } from "@faibric/core/platform/trace";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";

/**
 * Turns a function into the handler of a queue without order, whose messages are the platform's own
 * errands: each succeeds or fails alone, comes again where it failed, and ends among the dead letters.
 */
export function queueWorker<Body>(
  name: string,
  schema: z.ZodType<Body>,
  handle: (body: Body) => Promise<unknown>,
) {
  const receive = ({ messageId, body }: SQSRecord): Promise<boolean> =>
    withTrace({ requestId: messageId, correlationId: messageId, operation: name }, async () => {
      try {
        await handle(schema.parse(JSON.parse(body)));
        return true;
      } catch (error) {
        logger.error("message not handled", error, { messageId });
        return false;
      }
    });

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const handled = await Promise.all(Records.map(receive));
    const failed = Records.filter((_, index) => !handled[index]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
