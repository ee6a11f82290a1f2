import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { readWanted, recordFile, type VendorRecord, vendorFolder } from "./vendor-record";

/** How many sets of packages stay: of this version, of the one before, and of a test's. */
const KEPT = 3;

/**
 * Copies the newest packages that another start has bundled and shared, so that this one, with a folder of
 * its own, need not bundle them again. None where there are none that would be made the same way today.
 */
export async function takePackages(
  shared: string,
  outDir: string,
  settings: BuildOptions,
): Promise<VendorRecord | undefined> {
  for (const folder of await newestFirst(shared)) {
    if (!readWanted(folder, settings)) continue;
    const generation = 1;
    const own = vendorFolder(outDir, generation);
    await cp(folder, own, { recursive: true });
    // Read once more: whoever removes old sets may have done so meanwhile.
    const wanted = readWanted(own, settings);
    if (wanted) return { generation, wanted };
    await rm(own, { recursive: true, force: true });
  }
  return undefined;
}

/** Shares what this start has bundled. It appears whole or not at all, whoever else does so. */
export async function sharePackages(shared: string, folder: string): Promise<void> {
  const record = await readFile(recordFile(folder));
  const name = createHash("sha256").update(record).digest("hex").slice(0, 16);
  const place = join(shared, name);
  if (existsSync(place)) return;
  await mkdir(shared, { recursive: true });
  const part = `${place}.${randomUUID()}`;
  await cp(folder, part, { recursive: true });
  try {
    await rename(part, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    await rm(part, { recursive: true, force: true }); // somebody else was faster
  }
  const old = (await newestFirst(shared)).slice(KEPT);
  await Promise.all(old.map((path) => rm(path, { recursive: true, force: true })));
}

async function newestFirst(shared: string): Promise<readonly string[]> {
  if (!existsSync(shared)) return [];
  const names = (await readdir(shared)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const timed = await Promise.all(
    names.map(async (name) => {
      const path = join(shared, name);
      return { path, time: (await stat(path)).mtimeMs };
    }),
  );
  return timed.toSorted((a, b) => b.time - a.time).map(({ path }) => path);
}
