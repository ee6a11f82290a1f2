import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { manifests } from "@faibric/functions/manifests";
import { functionsOf } from "@faibric/functions/platform/manifest.schema";
import { type BuildOptions, build } from "esbuild";
import { BANNER, bundleOptions } from "../../../functions/bundle/options";
import { environmentOf, ROOT } from "../cloud/settings";
import type { Row } from "./figure";
import { withFolder } from "./program";
import { median } from "./statistics";

const ROUNDS = 7;
const MEDIAN_LIMIT = 1.3;
const WORST_LIMIT = 2;
const RELAY = "packages/functions/src/platform/outbox-relay";

/** The least that a function with a table can be, with nothing left out of its packages. */
const BASELINE = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = () => client.config.region();`;

interface Bundled {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly zipped: number;
}

/** Every handler as it is deployed, against one that only has the DynamoDB client: bytes and import. */
export function measureBundles(): Promise<readonly Row[]> {
  return withFolder(async (folder) => {
    const baseline = await bundle(join(folder, "baseline.mjs"), plain());
    const handlers = await Promise.all(
      functionFiles().map(({ name, file }) =>
        bundle(join(folder, `${name}.mjs`), {
          ...bundleOptions(ROOT),
          entryPoints: [join(ROOT, `${file}.ts`)],
        }),
      ),
    );
    const imports = timeImports([baseline, ...handlers]);
    const importOf = (one: Bundled) => median(imports.get(one) ?? []);
    const compared = (unit: string, of: (one: Bundled) => number) =>
      `a handler with the DynamoDB client alone: ${Math.round(of(baseline))} ${unit}`;
    return [
      ...ratios("bundle size, minified", handlers, (one) => one.bytes / baseline.bytes, {
        comparedWith: compared("kB", ({ bytes }) => bytes / 1_000),
      }),
      ...ratios(
        "import in a fresh process",
        handlers,
        (one) => importOf(one) / importOf(baseline),
        {
          comparedWith: `${compared("ms", importOf)}, ${ROUNDS} rounds`,
        },
      ),
      {
        figure: "bundle size, zipped",
        measured: `median ${ratio(median(handlers.map(({ zipped }) => zipped / baseline.zipped)))}`,
        comparedWith: compared("kB", ({ zipped }) => zipped / 1_000),
      },
    ];
  });
}

function functionFiles(): readonly { readonly name: string; readonly file: string }[] {
  return [...manifests.flatMap(functionsOf), { name: "platform-outbox-relay", file: RELAY }];
}

/** The same options, but for the modules that `bundle/` leaves out: whole packages, as they come. */
function plain(): BuildOptions {
  return {
    ...bundleOptions(ROOT),
    alias: {},
    plugins: [],
    stdin: { contents: BASELINE, resolveDir: join(ROOT, "packages/core/src") },
  };
}

async function bundle(outfile: string, options: BuildOptions): Promise<Bundled> {
  const tsconfig = join(ROOT, "tsconfig.json");
  await build({ absWorkingDir: ROOT, tsconfig, banner: { js: BANNER }, ...options, outfile });
  const code = readFileSync(outfile);
  const name = outfile.split("/").at(-1)?.replace(".mjs", "") ?? outfile;
  return { name, file: outfile, bytes: code.length, zipped: gzipSync(code).length };
}

/** Milliseconds of `import()` in a new process each time, round by round: a busy moment meets all. */
function timeImports(bundles: readonly Bundled[]): ReadonlyMap<Bundled, number[]> {
  const script =
    "const began = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - began));";
  const nowhere = "http://127.0.0.1:1";
  const env = { PATH: process.env.PATH, ...environmentOf({ aws: nowhere, dynamodb: nowhere }) };
  const times = new Map(bundles.map((one): [Bundled, number[]] => [one, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [one, taken] of times) {
      const args = ["--input-type=module", "--eval", script, one.file];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, {
        env,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${one.name} cannot be imported: ${stderr}`);
      taken.push(Number(stdout));
    }
  }
  return times;
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
