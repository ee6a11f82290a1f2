import { logger } from "@faibric/core/platform/logger";
import * as Connection from "@faibric/core/tenant/connection";
import type { LiveMessage } from "@faibric/core/tenant/tenant.schema";
import { hangUp, push } from "./live";

/** Tells the members of the actor's tenant who are connected. Connections of who may hear no more are closed. */
export async function tellMembers(message: LiveMessage): Promise<void> {
  const { listening, over } = await Connection.audience();
  const [gone] = await Promise.all([push(listening, message), hangUp(over)]);
  await Promise.all([...gone, ...over].map(Connection.close));
}

type Work = Extract<LiveMessage, { type: "progress" }>["of"];

/**
 * A step of long work, of which the connected members are told once it is through. That they could not be
 * told fails no work: what there is now they see as soon as they read again.
 */
export function toldAs<Input, Result>(of: Work, run: (input: Input) => Promise<Result>) {
  return async (input: Input): Promise<Result> => {
    const result = await run(input);
    await tellMembers({ type: "progress", of }).catch((error: unknown) =>
      logger.error("progress not told", error, { of }),
    );
    return result;
  };
}
