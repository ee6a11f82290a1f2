import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { ObstacleError } from "../wire/obstacle";

/**
 * The file beside the tables that names the engine's process and ours, so that a data file never
 * has two engines: a run that was killed leaves its engine behind, and the next run ends it.
 */
const Owner = z.object({
  /** The engine's process. */
  pid: z.number(),
  /** The process that started and supervises it. */
  parent: z.number(),
  /** What follows the program's name on the engine's command line: it names the data file. */
  args: z.string(),
  dataFile: z.string(),
});
export type Owner = z.infer<typeof Owner>;

export function writeOwner(file: string, owner: Owner): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(owner));
  renameSync(draft, file);
}

export function removeOwner(file: string): void {
  rmSync(file, { force: true });
}

/**
 * Ends the engine that a killed run left on this data file. Throws if its own supervisor still runs,
 * because two of them would take the file from each other for ever.
 */
export async function endAbandonedEngine(file: string): Promise<void> {
  const owner = readOwner(file);
  if (!owner) return;
  const running = describeProcess(owner.pid);
  // The system may have given the number to another program since.
  if (running?.commandLine.includes(owner.args)) {
    if (running.parent === owner.parent) {
      throw new ObstacleError(
        `The tables in ${owner.dataFile} are in use by the laptop cloud in process ${owner.parent}. ` +
          `Stop it with: kill ${owner.parent}`,
      );
    }
    process.kill(owner.pid, "SIGKILL");
    while (describeProcess(owner.pid)) await sleep(5);
  }
  removeOwner(file);
}

function readOwner(file: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined; // the usual case: the last run closed in order
  }
  return Owner.parse(JSON.parse(text));
}

interface RunningProcess {
  readonly parent: number;
  readonly commandLine: string;
}

/** What runs under a process number; undefined if nothing does (a zombie counts as nothing). */
export function describeProcess(pid: number): RunningProcess | undefined {
  try {
    const answer = execFileSync("ps", ["-ww", "-o", "ppid=,stat=,args=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [, parent, state = "", commandLine = ""] = /^\s*(\d+)\s+(\S+)\s+(.*)/.exec(answer) ?? [];
    if (!parent || state.startsWith("Z")) return undefined;
    return { parent: Number(parent), commandLine };
  } catch {
    return undefined; // ps exits with 1 for a number nobody has
  }
}
