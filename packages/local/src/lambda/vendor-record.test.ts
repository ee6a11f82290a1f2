import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clearOutput, readVendorRecord, vendorFolder, writeVendorRecord } from "./vendor-record";

const settings = { bundle: true, target: "node24" };
let outDir: string;
let source: string;

beforeEach(async () => {
  outDir = mkdtempSync(join(tmpdir(), "faibric-vendor-"));
  await mkdir(join(outDir, ".pnpm"));
  source = join(outDir, ".pnpm", "zod.js");
  writeFileSync(source, "");
  await keep(3);
});
afterEach(() => rmSync(outDir, { recursive: true, force: true }));

async function keep(generation: number) {
  const folder = vendorFolder(outDir, generation);
  await mkdir(folder);
  writeFileSync(join(folder, "zod.mjs"), "");
  await writeVendorRecord(outDir, settings, { generation, wanted: new Map([["zod", source]]) });
}

test("what was bundled is found again, the newest of it", async () => {
  await keep(4);
  expect(await readVendorRecord(outDir, settings)).toEqual({
    generation: 4,
    wanted: new Map([["zod", source]]),
  });
});

test("bundles that were being written when the process was killed are passed over", async () => {
  await mkdir(vendorFolder(outDir, 4));
  expect(await readVendorRecord(outDir, settings)).toMatchObject({ generation: 3 });
  writeFileSync(join(vendorFolder(outDir, 3), "record.json"), '{"key":');
  expect(await readVendorRecord(outDir, settings)).toBeUndefined();
});

test("bundles are not used again once a package or the way to bundle has changed", async () => {
  expect(await readVendorRecord(outDir, { ...settings, target: "node26" })).toBeUndefined();
  rmSync(source);
  expect(await readVendorRecord(outDir, settings)).toBeUndefined();
});

test("the output folder is emptied but for them", async () => {
  writeFileSync(join(outDir, "handler.mjs"), "");
  await clearOutput(outDir, await readVendorRecord(outDir, settings));
  expect(existsSync(join(outDir, "handler.mjs"))).toBe(false);
  expect(existsSync(join(vendorFolder(outDir, 3), "zod.mjs"))).toBe(true);
  await clearOutput(outDir, undefined);
  expect(existsSync(vendorFolder(outDir, 3))).toBe(false);
});
