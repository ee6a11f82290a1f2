import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readdir, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sharePackages, takePackages } from "./shared-packages";
import { vendorFolder, writeVendorRecord } from "./vendor-record";

const settings = { bundle: true, target: "node24" };
let folder: string;
let shared: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faibric-shared-"));
  shared = join(folder, "shared");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles packages in a folder of its own, as a start does, and shares them. */
async function bundle(start: string, ...names: readonly string[]) {
  const outDir = join(folder, start);
  const bundles = vendorFolder(outDir, 7);
  await mkdir(bundles, { recursive: true });
  await mkdir(join(folder, ".pnpm"), { recursive: true });
  const wanted = new Map(names.map((name) => [name, join(folder, ".pnpm", `${name}.js`)]));
  for (const [name, source] of wanted) {
    writeFileSync(source, "");
    writeFileSync(join(bundles, `${name}.mjs`), `// ${name} by ${start}`);
  }
  await writeVendorRecord(outDir, settings, { generation: 7, wanted });
  await sharePackages(shared, bundles);
  return wanted;
}

test("what one start has bundled the next one takes over, in a folder of its own", async () => {
  const wanted = await bundle("first", "zod", "ulid");
  const outDir = join(folder, "second");
  expect(await takePackages(shared, outDir, settings)).toEqual({ generation: 1, wanted });
  rmSync(shared, { recursive: true });
  expect(existsSync(join(vendorFolder(outDir, 1), "ulid.mjs"))).toBe(true);
});

test("nothing is taken over that would be bundled otherwise, or of a package that is gone", async () => {
  const outDir = join(folder, "second");
  expect(await takePackages(shared, outDir, settings)).toBeUndefined();
  await bundle("first", "zod");
  expect(await takePackages(shared, outDir, { ...settings, target: "node26" })).toBeUndefined();
  rmSync(join(folder, ".pnpm", "zod.js"));
  expect(await takePackages(shared, outDir, settings)).toBeUndefined();
});

test("whoever shares the same at once, one of them is there, whole", async () => {
  const starts = ["a", "b", "c"];
  await Promise.all(starts.map((start) => bundle(start, "zod")));
  expect(await readdir(shared)).toHaveLength(1);
  expect(await takePackages(shared, join(folder, "d"), settings)).toBeDefined();
});

test("old ones go, the newest stay", async () => {
  for (const name of ["one", "two", "three", "four", "five"]) {
    await bundle(name, name);
    for (const old of await readdir(shared))
      await utimes(join(shared, old), new Date(), new Date(0));
  }
  expect(await readdir(shared)).toHaveLength(3);
});
