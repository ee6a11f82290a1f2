import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, ROOT } from "../cloud/settings";

const TSX = join(ROOT, "node_modules/tsx/dist/loader.mjs");
const NOWHERE = "http://127.0.0.1:1";
const ERROR_CHARS = 4_000;

/** A program of this folder in a process of its own, so that nothing it measures is warm from another. */
export interface Program {
  readonly process: ChildProcess;
  /** The next message it sends. Rejects with what it wrote to its error output if it ends before. */
  message<T>(): Promise<T>;
  send(message: object): void;
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

export function startProgram(name: string, words: readonly string[] = []): Program {
  const file = join(import.meta.dirname, `${name}.ts`);
  const flags = ["--disable-warning=ExperimentalWarning", "--import", TSX];
  const child = spawn(process.execPath, [...flags, file, ...words], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Product modules ask for their environment when they are loaded, before there is a cloud.
    env: {
      ...environmentOf({ aws: NOWHERE, dynamodb: NOWHERE }),
      ...process.env,
      TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
    },
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-ERROR_CHARS);
  });
  const ended = once(child, "exit");
  return {
    process: child,
    async message<T>() {
      const answer = await Promise.race([
        once(child, "message").then(([message]) => ({ message: message as T })),
        ended.then(() => undefined),
      ]);
      if (!answer) throw new Error(`${name} ended too early:\n${errors}`);
      return answer.message;
    },
    send: (message) => void child.send(message),
    async stop() {
      if (child.exitCode === null && !child.signalCode) child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What a program of this folder tells the one that started it. */
export function tell(message: object): void {
  process.send?.(message);
}

/** Runs `work` with a new folder, which is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "faibric-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
