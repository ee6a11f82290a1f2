import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import {
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  context,
  type Metafile,
  type Plugin,
} from "esbuild";
import { leanPackages } from "../../../functions/bundle/lean-packages";
import { iamGate } from "../iam/gate-plugin";
import { takePackages } from "./shared-packages";
import { createVendor } from "./vendor";
import { clearOutput, readVendorRecord } from "./vendor-record";

export interface BuildProblem {
  readonly message: string;
  /** Absolute path, with the line (from 1) and the column (from 0). */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Bundle {
  /** Where each function's module is. The name holds a hash of its content and of all it imports. */
  readonly modules: ReadonlyMap<string, string>;
  /** The source files that went in, without those of node_modules; absolute. */
  readonly sources: readonly string[];
}

export type BuildOutcome =
  | { readonly bundle: Bundle }
  | { readonly problems: readonly BuildProblem[] };

export interface Bundler {
  build(): Promise<BuildOutcome>;
  dispose(): Promise<void>;
}

export interface BundlerOptions {
  /** The entry file of each function, absolute. */
  readonly entries: Readonly<Record<string, string>>;
  /** Emptied at first, but for the packages that a start before bundled: nothing else may live there. */
  readonly outDir: string;
  readonly tsconfig: string;
  /** A folder where starts share the packages that they have bundled; see `shared-packages.ts`. */
  readonly sharedPackages?: string | undefined;
}

// The same as SST deploys: ESM, "module" before "main", and a `require` for CommonJS dependencies.
const BANNER = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  'import { fileURLToPath as topLevelFileUrlToPath } from "node:url";',
  "const require = topLevelCreateRequire(import.meta.url);",
  'const __dirname = topLevelFileUrlToPath(import.meta.resolve("."));',
].join("\n");

/** Builds all functions at once and incrementally; what they share is in chunks they share. */
export async function createBundler(options: BundlerOptions): Promise<Bundler> {
  const { entries, tsconfig, sharedPackages: shared } = options;
  const outDir = resolve(options.outDir);
  const root = dirname(tsconfig);
  const own = await readVendorRecord(outDir, settings(tsconfig));
  await clearOutput(outDir, own);
  const record =
    own ?? (shared ? await takePackages(shared, outDir, settings(tsconfig)) : undefined);
  const vendor = createVendor({ settings: settings(tsconfig), outDir, root, record, shared });
  const esbuild = await context({
    ...settings(tsconfig),
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    outdir: outDir,
    entryNames: "[name]-[hash]",
    sourcemap: "linked",
    sourcesContent: false,
    metafile: true,
    plugins: [vendor.plugin],
  });
  let previous = new Set<string>();

  async function rebuild(): Promise<Metafile> {
    const { metafile } = await esbuild.rebuild();
    // A package that is imported for the first time changes where all packages come from.
    return (await vendor.complete()) ? rebuild() : metafile;
  }

  return {
    async build() {
      try {
        const metafile = await rebuild();
        const outputs = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
        await removeStale(outDir, new Set([...outputs, ...previous]));
        previous = outputs;
        const modules = modulesIn(outputs, outDir);
        return { bundle: { modules, sources: sourcesOf(metafile, root) } };
      } catch (error) {
        if (isBuildFailure(error)) return { problems: problemsOf(error, root) };
        throw error;
      }
    },
    dispose: () => esbuild.dispose(),
  };
}

const settings = (tsconfig: string) =>
  ({
    absWorkingDir: dirname(tsconfig),
    tsconfig,
    chunkNames: "chunks/[name]-[hash]",
    // Node and test runners load .mjs as it is, whatever the nearest package.json says.
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    conditions: ["node", "import", "module"],
    banner: { js: BANNER },
    plugins: [nativeAddons, leanPackages, iamGate],
    logLevel: "silent",
  }) satisfies BuildOptions;

/** A native addon cannot be bundled: it is required from where its package is installed. */
const nativeAddons: Plugin = {
  name: "native-addons",
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, ({ path, importer }) =>
      importer.endsWith(".node") ? { path, external: true } : undefined,
    );
    build.onLoad({ filter: /\.node$/ }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
      loader: "js",
    }));
  },
};

function modulesIn(outputs: ReadonlySet<string>, outDir: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const path of outputs) {
    const name = /^(.+)-[A-Z0-9]{8}\.mjs$/.exec(basename(path))?.[1];
    if (name && dirname(path) === outDir) modules.set(name, path);
  }
  return modules;
}

function sourcesOf({ inputs }: Metafile, root: string): readonly string[] {
  return Object.keys(inputs)
    .filter((path) => !path.includes("node_modules/") && !/^[\w-]{2,}:|^</.test(path))
    .map((path) => resolve(root, path));
}

/** The files of the build before this one stay: a handler at work may still import one of them. */
async function removeStale(outDir: string, keep: ReadonlySet<string>): Promise<void> {
  const chunks = join(outDir, "chunks");
  const files = await Promise.all([outDir, chunks].map(filesIn));
  const stale = files.flat().filter((path) => !keep.has(path));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
}

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as Partial<BuildResult>).errors);

function problemsOf({ errors }: BuildFailure, root: string): readonly BuildProblem[] {
  return errors.map(({ text, location }) => {
    if (!location) return { message: text };
    const { file, line, column } = location;
    return { message: text, file: resolve(root, file), line, column };
  });
}
