import { logger } from "@faibric/core/platform/logger";
import { withTrace } from "@faibric/core/platform/trace";
import type { ScheduledEvent } from "aws-lambda";

/**
 * Turns a function into the handler of a schedule. It runs in no tenant: what it does for tenants it
 * starts for each, through a pipeline or a queue.
 */
export function schedule(name: string, run: (firedAt: Date) => Promise<unknown>) {
  return (event: ScheduledEvent, context: { awsRequestId: string }): Promise<void> => {
    const { awsRequestId: requestId } = context;
    return withTrace({ requestId, correlationId: event.id, operation: name }, async () => {
      try {
        await run(new Date(event.time));
      } catch (error) {
        logger.error("schedule failed", error);
        throw error;
      }
    });
  };
}
