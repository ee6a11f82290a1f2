import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeProcess, endAbandonedEngine } from "./owner-file";

const PREFIX = "faibric-dynamodb-";
const SHARED_MEMORY = "/dev/shm";
const SHARED_MEMORY_NEEDED = 1024 ** 3;

export interface DataFolder {
  readonly dataFile: string;
  readonly ownerFile: string;
  /** Removes tables that were to live in memory only. */
  discard(): void;
}

/** Makes the folder of the tables and ends an engine that a killed run left on it. */
export async function openDataFolder(dataFile: string | null): Promise<DataFolder> {
  if (dataFile === null) return inMemory();
  mkdirSync(dirname(dataFile), { recursive: true });
  const ownerFile = `${dataFile}.owner`;
  await endAbandonedEngine(ownerFile);
  return { dataFile, ownerFile, discard: () => undefined };
}

/**
 * "In memory" is a file in shared memory, or a temporary one: dynoxide's own memory mode has the slow
 * stream that `indexStreamRecords` cures, and a file is what we can reach.
 */
async function inMemory(): Promise<DataFolder> {
  const root = temporaryRoot();
  await removeAbandoned(root);
  const folder = mkdtempSync(join(root, `${PREFIX}${process.pid}-`));
  return {
    dataFile: join(folder, "tables.db"),
    ownerFile: join(folder, "tables.db.owner"),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function temporaryRoot(): string {
  if (!existsSync(SHARED_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(SHARED_MEMORY); // 64 MB in many containers
  return bavail * bsize >= SHARED_MEMORY_NEEDED ? SHARED_MEMORY : tmpdir();
}

async function removeAbandoned(root: string): Promise<void> {
  const folders = readdirSync(root).filter((name) => name.startsWith(PREFIX));
  for (const name of folders) {
    const maker = Number(name.slice(PREFIX.length).split("-")[0]);
    if (describeProcess(maker)) continue;
    await endAbandonedEngine(join(root, name, "tables.db.owner"));
    rmSync(join(root, name), { recursive: true, force: true });
  }
}
