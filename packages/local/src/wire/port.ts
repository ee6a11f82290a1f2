import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { ObstacleError } from "./obstacle";

/**
 * The port, if nothing listens on it; for 0 one that nobody is given by chance. `variable` is the
 * environment variable that chooses another. @throws ObstacleError that says what to do
 */
export async function claimPort(port: number, purpose: string, variable?: string): Promise<number> {
  if (port === 0) return steadyPort(purpose);
  if (await isFree(port)) return port;
  const other = variable ? `: ${variable}=${port + 10} npm start` : "";
  throw new ObstacleError(
    `Port ${port}, meant for ${purpose}, is taken by another program. ` +
      `Stop that program, or choose another port${other}`,
  );
}

// A claimed port is used a moment later. From 32768 on, systems give them to whoever asks for any, and to what
// goes out: one of those may be gone by then.
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const TRIES = 20;

async function steadyPort(purpose: string): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST_PORT + randomInt(PORTS);
    if ((await isFree(port)) && (await reserve(port))) return port;
  }
  throw new ObstacleError(
    `No free port was found for ${purpose}: ${TRIES} of those from ${FIRST_PORT} on were tried. ` +
      "Stop some of the programs that listen",
  );
}

/** Keeps the port from being chosen again while this process lives: its namesake of UDP, which nobody else wants. */
async function reserve(port: number): Promise<boolean> {
  const lock = createSocket("udp4").unref();
  try {
    lock.bind({ port, address: "127.0.0.1", exclusive: true });
    await once(lock, "listening");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    lock.close();
    return false;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}
