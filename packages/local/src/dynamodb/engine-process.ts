import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { leashTo } from "../wire/leash";
import { log } from "../wire/log";

export interface EngineExit {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What the engine last wrote to its error output. */
  readonly stderr: string;
}

export interface EngineProcess {
  /** The process that runs now; another one after a restart. */
  readonly pid: number;
  /** Ends it for good. Everything acknowledged is on disk already. */
  close(): Promise<void>;
}

interface Supervise {
  command: string;
  args: readonly string[];
  url: string;
  /** Called with each new process, before it answers. */
  onStart: (pid: number) => void;
  /** Called when it ended without having been asked to; it is started again after this. */
  onExit: (exit: EngineExit) => void;
}

const READY_TIMEOUT_MS = 60_000; // DynamoDB Local takes 5 to 11 s on a busy laptop
const FIRST_BACKOFF_MS = 20;
const LAST_BACKOFF_MS = 5_000;
const STEADY_MS = 10_000;
const STDERR_CHARS = 2_000;

/**
 * Starts the engine and keeps it running on the same address. Resolves once it answers. Rejects with
 * the engine's own words if it ends before it ever answered (a damaged file, a taken port).
 */
export async function superviseEngine(options: Supervise): Promise<EngineProcess> {
  let closed = false;
  let backoff = FIRST_BACKOFF_MS;
  let current = launch(options);

  await Promise.race([
    untilAnswers(options.url, () => current.ended),
    current.exit.then((exit) => {
      throw new Error(
        `The DynamoDB engine ended at once (${exit.code ?? exit.signal}): ${exit.stderr}`,
      );
    }),
  ]).catch((error: unknown) => {
    current.child.kill("SIGKILL");
    throw error;
  });

  const keepRunning = async () => {
    for (;;) {
      const startedAt = Date.now();
      const exit = await current.exit;
      if (closed) return;
      options.onExit(exit);
      if (Date.now() - startedAt > STEADY_MS) backoff = FIRST_BACKOFF_MS;
      await sleep(backoff);
      backoff = Math.min(backoff * 2, LAST_BACKOFF_MS);
      if (closed) return;
      current = launch(options);
    }
  };
  const supervision = keepRunning().catch((error: unknown) => {
    log.error("dynamodb is not supervised any more", error);
  });

  return {
    get pid() {
      return current.pid;
    },
    async close() {
      closed = true;
      current.child.kill("SIGKILL"); // both engines keep what they acknowledged without being asked
      await supervision;
      await current.exit;
    },
  };
}

interface Launched {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly exit: Promise<EngineExit>;
  readonly ended: boolean;
}

function launch({ command, args, onStart }: Supervise): Launched {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  const pid = child.pid ?? 0; // no number: it could not be started, which `exit` reports
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARS);
  });
  let ended = false;
  const leash = pid ? leashTo(pid) : undefined;
  const exit = new Promise<EngineExit>((resolve) => {
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      ended = true;
      leash?.kill("SIGKILL");
      resolve({ pid, code, signal, stderr: stderr.trim() });
    };
    child.once("close", finish);
    child.once("error", (error) => {
      stderr = error.message;
      finish(null, null);
    });
  });
  if (pid) onStart(pid);
  return {
    child,
    pid,
    exit,
    get ended() {
      return ended;
    },
  };
}

async function untilAnswers(url: string, ended: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!ended()) {
    try {
      await (await fetch(url)).arrayBuffer(); // any answer at all: DynamoDB Local refuses a GET
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`No DynamoDB answers at ${url}.`, { cause: error });
      await sleep(5);
    }
  }
  throw new Error(`The DynamoDB engine at ${url} ended.`);
}
