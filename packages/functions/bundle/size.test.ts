import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { expect, it } from "vitest";
import { manifests } from "../src/manifests";
import { functionsOf } from "../src/platform/manifest.schema";
import { baselineOptions, functionFiles } from "./baseline";
import { BANNER, bundleOptions, repositoryRoot } from "./options";
import { PLACES_SOURCE } from "./places";

/** What `npm run bench` asks for. */
const MEDIAN_LIMIT = 1.3;
const WORST_LIMIT = 2;
/** What may lie beside a bundle, as it is packed for Lambda: it is read when it is asked for, not at every start. */
const BESIDE_LIMIT = 5_000_000;
const root = repositoryRoot();

/** The bytes of each output, by name. */
async function sizes(options: BuildOptions): Promise<ReadonlyMap<string, number>> {
  const settings = { absWorkingDir: root, banner: { js: BANNER }, outdir: "out", write: false };
  const { outputFiles = [] } = await build({ ...settings, ...options });
  return new Map(
    outputFiles.map(({ path, contents }): [string, number] => [
      path.replace(/^.*\/(.*)\.js$/, "$1"),
      contents.length,
    ]),
  );
}

it("keeps every function's bundle small, against one that only has the DynamoDB client", async () => {
  const [baseline = 0] = (await sizes(baselineOptions(root))).values();
  const entries = functionFiles().map(({ name, file }) => [name, join(root, `${file}.ts`)]);
  const bundled = await sizes({
    ...bundleOptions(root),
    entryPoints: Object.fromEntries(entries),
  });
  expect(bundled.size).toBe(entries.length);

  const ratios = [...bundled]
    .map(([name, bytes]) => ({ name, ratio: bytes / baseline }))
    .sort((a, b) => a.ratio - b.ratio);
  expect(ratios.filter(({ ratio }) => ratio > WORST_LIMIT)).toEqual([]);
  // What makes the median grow is in every function: it is imported by what all of them have.
  expect(ratios[Math.floor(ratios.length / 2)]?.ratio).toBeLessThanOrEqual(MEDIAN_LIMIT);
}, 180_000);

it("puts the database of places beside the functions that list sessions, and beside no other", () => {
  const beside = manifests
    .flatMap(functionsOf)
    .filter(({ grants }) => grants.includes("places:read"));
  expect(beside.map(({ key }) => key)).toEqual(["listSessions", "listCustomerSessions"]);
  expect(gzipSync(readFileSync(join(root, PLACES_SOURCE))).length).toBeLessThan(BESIDE_LIMIT);
});
