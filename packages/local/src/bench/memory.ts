import { execFileSync } from "node:child_process";

export interface ProcessMemory {
  readonly pid: number;
  readonly command: string;
  /** Resident memory in MB. */
  readonly megabytes: number;
}

/** The resident memory of a process and of all that it started, from `ps`. */
export function memoryBelow(pid: number): readonly ProcessMemory[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,args="], { encoding: "utf8" });
  const all = lines.split("\n").flatMap((line) => {
    const [, id, parent, rss, command = ""] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return id ? [{ pid: Number(id), parent: Number(parent), rss: Number(rss), command }] : [];
  });
  const wanted = new Set([pid]);
  // A child may stand before its parent in the list: look until nothing is new.
  for (let size = 0; size !== wanted.size; ) {
    size = wanted.size;
    for (const one of all) if (wanted.has(one.parent)) wanted.add(one.pid);
  }
  return all
    .filter((one) => wanted.has(one.pid))
    .map(({ pid: id, command, rss }) => ({ pid: id, command, megabytes: rss / 1024 }));
}
