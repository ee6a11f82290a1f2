import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { useTenant } from "@faibric/core/platform/actor";
import { env } from "@faibric/core/platform/env";
import { logger } from "@faibric/core/platform/logger";
import { findTrace } from "@faibric/core/platform/trace";

const stepFunctions = new SFNClient({});

/**
 * Starts a pipeline for the actor's tenant. `name` makes it once: a second start with the same name is
 * the same execution. At most 80 characters, such as the ID of the event that asks for it.
 */
export async function startPipeline(pipeline: string, name: string, input: object): Promise<void> {
  const correlationId = findTrace()?.correlationId ?? name;
  const command = new StartExecutionCommand({
    stateMachineArn: `${env("PIPELINE_ARN_PREFIX")}${pipeline}`,
    name,
    input: JSON.stringify({ ...input, tenantId: useTenant(), correlationId }),
  });
  try {
    await stepFunctions.send(command);
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
    logger.info("pipeline started before", { pipeline, name });
  }
}
