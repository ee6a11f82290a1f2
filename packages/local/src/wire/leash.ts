import { type ChildProcess, spawn } from "node:child_process";
import { log } from "./log";

/**
 * Ends a child's process with ours, however ours ends: a shell waits for the end of its input, which is
 * a pipe from us that a kill -9 closes too. Kill the leash when the child has ended by itself. A negative
 * number is a process group. Windows has no such shell.
 */
export function leashTo(pid: number): ChildProcess | undefined {
  if (process.platform === "win32") return undefined;
  const leash = spawn("/bin/sh", ["-c", `read -r _; kill -9 ${pid}`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // so that Ctrl-C in the terminal does not end it before us
  });
  leash.once("error", (error) => log.error("a child has no leash", error, { pid }));
  leash.unref();
  return leash;
}
