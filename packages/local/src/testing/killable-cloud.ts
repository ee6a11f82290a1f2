import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, ROOT } from "../cloud/settings";
import { claimPort } from "../wire/port";

const PROGRAM = join(import.meta.dirname, "cloud-process.ts");
const TSX = join(ROOT, "node_modules/tsx/dist/loader.mjs");

export interface KillableCloud {
  readonly url: string;
  readonly awsUrl: string;
  readonly dataDir: string;
  /** Starts it; resolves when it answers. */
  start(): Promise<void>;
  /** kill -9, in the middle of whatever it does. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** A laptop cloud in a process of its own, at the same addresses after every restart. */
export async function killableCloud(): Promise<KillableCloud> {
  const dataDir = mkdtempSync(join(tmpdir(), "faibric-kill-"));
  const port = await claimPort(0, "the test");
  const awsPort = await claimPort(0, "the test");
  const awsUrl = `http://127.0.0.1:${awsPort}`;
  // This process talks to it as an outsider does: one address for everything.
  Object.assign(process.env, environmentOf({ aws: awsUrl, dynamodb: awsUrl }));
  let child: ChildProcess | undefined;

  const kill = async () => {
    if (child?.exitCode !== null || child.signalCode) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    awsUrl,
    dataDir,
    kill,
    async start() {
      const args = ["--disable-warning=ExperimentalWarning", "--import", TSX, PROGRAM];
      const started = spawn(process.execPath, [...args, dataDir, String(port), String(awsPort)], {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") },
      });
      child = started;
      let errors = "";
      started.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors = (errors + text).slice(-4_000);
      });
      await new Promise<void>((resolve, reject) => {
        started.stdout.setEncoding("utf8").on("data", (text: string) => {
          if (text.includes("ready")) resolve();
        });
        started.once("exit", () => reject(new Error(`the cloud did not start:\n${errors}`)));
      });
    },
    async remove() {
      await kill();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
