import { execFile } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { basename } from "node:path";
import { promisify } from "node:util";

const WAIT_MS = 1_000;

/** Whether something listens on a port of this machine. */
export function isTaken(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1", timeout: WAIT_MS });
  return new Promise((resolve) => {
    const end = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/** The program that listens on a port, such as `node (4711)`, where this user may know. */
export async function listenerOn(port: number): Promise<string | undefined> {
  return process.platform === "linux" ? listenerInProc(port) : listenerByLsof(port);
}

const LISTENING = "0A";

/** Source: proc_pid_net(5) and proc_pid_fd(5). */
function listenerInProc(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => lines(file))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === LISTENING)
    .map((fields) => `socket:[${fields[9]}]`);
  const pid = names("/proc")
    .filter((name) => /^\d+$/.test(name))
    .find((name) =>
      names(`/proc/${name}/fd`).some((fd) => inodes.includes(linked(`/proc/${name}/fd/${fd}`))),
    );
  const command = pid && lines(`/proc/${pid}/cmdline`)[0]?.split("\0")[0];
  return pid && `${basename(command || "a program")} (process ${pid})`;
}

// Processes end while one looks, and those of other users show nothing: both are no answer.
const quietly = <T>(look: () => T, otherwise: T): T => {
  try {
    return look();
  } catch {
    return otherwise;
  }
};
const names = (folder: string) => quietly(() => readdirSync(folder), []);
const linked = (file: string) => quietly(() => readlinkSync(file), "");
const lines = (file: string) => quietly(() => readFileSync(file, "utf8").split("\n"), []);

async function listenerByLsof(port: number): Promise<string | undefined> {
  try {
    const args = ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fcp"];
    const { stdout } = await promisify(execFile)("lsof", args);
    const [, pid, command] = /^p(\d+)\nc(.+)$/m.exec(stdout) ?? [];
    return pid && `${command} (process ${pid})`;
  } catch {
    return undefined; // no lsof, or nothing that this user may see
  }
}
