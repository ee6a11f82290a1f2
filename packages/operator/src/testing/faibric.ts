import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../../..");
const PROGRAM = join(ROOT, "packages/operator/src/main.ts");
const TSX = join(ROOT, "node_modules/tsx/dist/loader.mjs");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real tool, in a process of its own, as `npx faibric` runs it. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--import", TSX, PROGRAM, ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"), ...env },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  return {
    ended,
    interrupt: () => child.kill("SIGINT"),
    closeOutput: () => child.stdout.destroy(),
    stderr: () => stderr,
  };
}

export const faibric = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  start(args, env).ended;
