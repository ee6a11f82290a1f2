import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { baselineOptions, functionFiles } from "../../../functions/bundle/baseline";
import { BANNER, bundleOptions } from "../../../functions/bundle/options";
import { environmentOf, ROOT } from "../cloud/settings";
import type { Row } from "./figure";
import { withFolder } from "./program";
import { median } from "./statistics";

const ROUNDS = 7;
const MEDIAN_LIMIT = 1.3;
const WORST_LIMIT = 2;

interface Bundled {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly zipped: number;
}

/** Every handler as it is deployed, against one that only has the DynamoDB client: bytes and import. */
export function measureBundles(): Promise<readonly Row[]> {
  return withFolder(async (folder) => {
    const baseline = await bundle(join(folder, "baseline.mjs"), baselineOptions(ROOT));
    const handlers: Bundled[] = [];
    // One after the other: all at once take 9 GB of memory, and no less time.
    for (const { name, file } of functionFiles()) {
      const options = { ...bundleOptions(ROOT), entryPoints: [join(ROOT, `${file}.ts`)] };
      handlers.push(await bundle(join(folder, `${name}.mjs`), options));
    }
    const imports = timeImports(baseline, handlers);
    const baselineMs = median([...imports.values()].flat().map((pair) => pair.baseline));
    const compared = (value: number, unit: string) =>
      `a handler with the DynamoDB client alone: ${Math.round(value)} ${unit}`;
    // Each import against the one made right before it: a busy moment meets both.
    const importRatio = (one: Bundled) =>
      median((imports.get(one) ?? []).map((pair) => pair.handler / pair.baseline));
    return [
      ...ratios("bundle size, minified", handlers, (one) => one.bytes / baseline.bytes, {
        comparedWith: compared(baseline.bytes / 1_000, "kB"),
      }),
      ...ratios("import in a fresh process", handlers, importRatio, {
        comparedWith: `${compared(baselineMs, "ms")}, ${ROUNDS} pairs each`,
      }),
      {
        figure: "bundle size, zipped",
        measured: `median ${ratio(median(handlers.map(({ zipped }) => zipped / baseline.zipped)))}`,
        comparedWith: compared(baseline.zipped / 1_000, "kB"),
      },
    ];
  });
}

async function bundle(outfile: string, options: BuildOptions): Promise<Bundled> {
  // Without naming the tsconfig, as the stacks do: what is named counts for packages too.
  await build({ absWorkingDir: ROOT, banner: { js: BANNER }, ...options, outfile });
  const code = readFileSync(outfile);
  const name = outfile.split("/").at(-1)?.replace(".mjs", "") ?? outfile;
  return { name, file: outfile, bytes: code.length, zipped: gzipSync(code).length };
}

interface ImportPair {
  readonly baseline: number;
  readonly handler: number;
}

/** Milliseconds of `import()` in a new process each time, of the baseline and of the handler in turn. */
function timeImports(
  baseline: Bundled,
  handlers: readonly Bundled[],
): ReadonlyMap<Bundled, readonly ImportPair[]> {
  const pairs = new Map(handlers.map((one): [Bundled, ImportPair[]] => [one, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [one, taken] of pairs) {
      taken.push({ baseline: timeImport(baseline), handler: timeImport(one) });
    }
  }
  return pairs;
}

const IMPORT =
  "const began = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - began));";

function timeImport({ name, file }: Bundled): number {
  const nowhere = "http://127.0.0.1:1";
  const env = { PATH: process.env.PATH, ...environmentOf({ aws: nowhere, dynamodb: nowhere }) };
  const args = ["--input-type=module", "--eval", IMPORT, file];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} cannot be imported: ${stderr}`);
  return Number(stdout);
}

function ratios(
  figure: string,
  handlers: readonly Bundled[],
  of: (one: Bundled) => number,
  { comparedWith }: { readonly comparedWith: string },
): readonly Row[] {
  const sorted = handlers.toSorted((a, b) => of(a) - of(b));
  const [middle, worst] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  if (!middle || !worst) return [];
  const value = median(handlers.map(of));
  return [
    {
      figure: `${figure}, median`,
      measured: `${ratio(value)} (${middle.name})`,
      bound: `<= ${MEDIAN_LIMIT}`,
      kept: value <= MEDIAN_LIMIT,
      comparedWith,
    },
    {
      figure: `${figure}, worst`,
      measured: `${ratio(of(worst))} (${worst.name})`,
      bound: `<= ${WORST_LIMIT}`,
      kept: of(worst) <= WORST_LIMIT,
      comparedWith: `${handlers.length} handlers`,
    },
  ];
}

const ratio = (value: number) => `${value.toFixed(2)} times`;
