import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, version } from "esbuild";
import * as z from "zod";

const Content = z.object({
  key: z.string(),
  /** The name of a bundle, and the file of the package that it is made from. */
  wanted: z.array(z.tuple([z.string(), z.string()])),
});

/** The packages that were bundled last, to be used by the next start as they are. */
export interface VendorRecord {
  readonly generation: number;
  readonly wanted: ReadonlyMap<string, string>;
}

/** Where the bundles of a generation are. */
export function vendorFolder(outDir: string, generation: number): string {
  return join(outDir, `vendor-${generation}`);
}

export const recordFile = (folder: string) => join(folder, "record.json");

/**
 * The newest record in `outDir` whose bundles are all there and would be made the same way today: a
 * package that is upgraded has another path, for pnpm puts the version into it.
 */
export async function readVendorRecord(
  outDir: string,
  settings: BuildOptions,
): Promise<VendorRecord | undefined> {
  const generations = (await namesIn(outDir))
    .flatMap((name) => /^vendor-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
  for (const generation of generations) {
    const wanted = readWanted(vendorFolder(outDir, generation), settings);
    if (wanted) return { generation, wanted };
  }
  return undefined;
}

/** What the bundles of a folder are of, if all are there and would be made the same way today. */
export function readWanted(folder: string, settings: BuildOptions) {
  const file = recordFile(folder);
  if (!existsSync(file)) return undefined;
  const { success, data } = Content.safeParse(parsed(readFileSync(file, "utf8")));
  if (!success || data.key !== keyOf(settings)) return undefined;
  const whole = data.wanted.every(
    ([name, source]) =>
      source.includes("/.pnpm/") && existsSync(source) && existsSync(join(folder, `${name}.mjs`)),
  );
  return whole ? new Map(data.wanted) : undefined;
}

/** Written last, so that a record never names bundles that are half there. */
export async function writeVendorRecord(
  outDir: string,
  settings: BuildOptions,
  { generation, wanted }: VendorRecord,
): Promise<void> {
  const file = recordFile(vendorFolder(outDir, generation));
  const content = { key: keyOf(settings), wanted: [...wanted] };
  await writeFile(`${file}.new`, JSON.stringify(content));
  await rename(`${file}.new`, file);
}

/** Empties `outDir`, but for the bundles of the record. */
export async function clearOutput(outDir: string, record: VendorRecord | undefined): Promise<void> {
  const kept = record && vendorFolder(outDir, record.generation);
  const paths = (await namesIn(outDir)).map((name) => join(outDir, name));
  const stale = paths.filter((path) => path !== kept);
  await Promise.all(stale.map((path) => rm(path, { recursive: true, force: true })));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return existsSync(folder) ? readdir(folder) : [];
}

function keyOf(settings: BuildOptions): string {
  const { plugins = [], ...plain } = settings;
  const parts = [version, process.versions.node, plain, plugins.map(({ name }) => name)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // damaged: the packages are bundled anew
  }
}
