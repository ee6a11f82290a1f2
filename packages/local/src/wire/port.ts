import { once } from "node:events";
import { createServer } from "node:net";
import { ObstacleError } from "./obstacle";

/**
 * The port, if nothing listens on it; a free one for 0. `variable` is the environment variable that
 * chooses another. @throws ObstacleError that says what to do
 */
export async function claimPort(port: number, purpose: string, variable?: string): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const other = variable ? `: ${variable}=${port + 10} npm start` : "";
    throw new ObstacleError(
      `Port ${port}, meant for ${purpose}, is taken by another program. ` +
        `Stop that program, or choose another port${other}`,
      { cause: error },
    );
  }
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : port;
}
