import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../cloud/settings";
import { claimPort } from "../wire/port";
import { below, type Row, short } from "./figure";
import { memoryBelow } from "./memory";
import { withFolder } from "./program";
import { median } from "./statistics";

const ROUNDS = 5;
const LOOK_MS = 5;
const GIVE_UP_MS = 60_000;
const IDLE_MS = 5_000;

/**
 * `npm start` as a person has it on the second day: everything installed, data there. From the start of
 * the program until it answers; then what its processes hold when nobody asks anything of them.
 */
export function measureCloudStart(): Promise<readonly Row[]> {
  return withFolder(async (dataDir) => {
    const cold = await startOnce(dataDir);
    const rounds: Started[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await startOnce(dataDir, { idle: round === ROUNDS - 1 }));
    }
    const seconds = rounds.map(({ ms }) => ms / 1000);
    const spread = `${short(Math.min(...seconds))} to ${short(Math.max(...seconds))} s`;
    const memory = rounds.at(-1)?.memory ?? [];
    const total = memory.reduce((sum, { megabytes }) => sum + megabytes, 0);
    return [
      {
        ...below("laptop cloud ready", median(seconds), { limit: 5, unit: " s", detail: spread }),
        comparedWith: `${ROUNDS} warm starts without the web app; first start with no data ${short(cold.ms / 1000)} s`,
      },
      {
        ...below("idle memory", total, { limit: 400, unit: " MB" }),
        comparedWith: memory
          .map(({ command, megabytes }) => `${nameOf(command)} ${short(megabytes)}`)
          .join(", "),
      },
    ];
  });
}

interface Started {
  readonly ms: number;
  readonly memory: ReturnType<typeof memoryBelow>;
}

async function startOnce(dataDir: string, { idle = false } = {}): Promise<Started> {
  const port = await claimPort(0, "the benchmark", "FAIBRIC_PORT");
  const awsPort = await claimPort(0, "the benchmark", "FAIBRIC_AWS_PORT");
  const words = ["--no-web", "--port", String(port), "--aws-port", String(awsPort)];
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [join(ROOT, "scripts/start.mjs"), ...words, "--data", dataDir],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  try {
    await answered(`http://127.0.0.1:${port}/api/health`, child);
    const ms = performance.now() - began;
    if (idle) await sleep(IDLE_MS);
    // The program that starts the cloud only waits for it: `memoryBelow` counts what it started.
    const memory = memoryBelow(child.pid ?? 0).filter(({ pid }) => pid !== child.pid);
    return { ms, memory };
  } catch (error) {
    throw new Error(`the laptop cloud did not start: ${errors}`, { cause: error });
  } finally {
    await stop(child);
  }
}

async function answered(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    // Refused until something listens there.
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`${url} does not answer`);
    }
    await sleep(LOOK_MS);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

function nameOf(command: string): string {
  if (command.includes("main.ts")) return "cloud";
  const program = command.split(" ", 1)[0]?.split("/").at(-1) ?? command;
  return program === "sh" ? "its leash" : program;
}
