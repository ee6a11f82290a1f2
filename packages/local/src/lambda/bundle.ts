import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type BuildFailure, type BuildResult, context, type Metafile, type Plugin } from "esbuild";

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
  /** Emptied at first: nothing else may live there. */
  readonly outDir: string;
  readonly tsconfig: string;
}

// The same as SST deploys: ESM, "module" before "main", and a `require` for CommonJS dependencies.
const BANNER = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  'import { fileURLToPath as topLevelFileUrlToPath } from "node:url";',
  "const require = topLevelCreateRequire(import.meta.url);",
  'const __dirname = topLevelFileUrlToPath(new URL(".", import.meta.url));',
].join("\n");

/** Builds all functions at once and incrementally; what they share is in chunks they share. */
export async function createBundler(options: BundlerOptions): Promise<Bundler> {
  const { entries, tsconfig } = options;
  const outDir = resolve(options.outDir);
  const root = dirname(tsconfig);
  await rm(outDir, { recursive: true, force: true });
  const esbuild = await context({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    outdir: outDir,
    entryNames: "[name]-[hash]",
    chunkNames: "chunks/[name]-[hash]",
    // Node and test runners load .mjs as it is, whatever the nearest package.json says.
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    sourcemap: "linked",
    sourcesContent: false,
    keepNames: true,
    mainFields: ["module", "main"],
    conditions: ["node", "import", "module"],
    banner: { js: BANNER },
    plugins: [nativeAddons],
    tsconfig,
    metafile: true,
    logLevel: "silent",
  });
  let previous = new Set<string>();
  return {
    async build() {
      let metafile: Metafile;
      try {
        metafile = (await esbuild.rebuild()).metafile;
      } catch (error) {
        if (isBuildFailure(error)) return { problems: problemsOf(error, root) };
        throw error;
      }
      const outputs = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
      await removeStale(outDir, new Set([...outputs, ...previous]));
      previous = outputs;
      return {
        bundle: { modules: modulesIn(outputs, outDir), sources: sourcesOf(metafile, root) },
      };
    },
    dispose: () => esbuild.dispose(),
  };
}

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
  const files = await readdir(outDir, { recursive: true, withFileTypes: true });
  const stale = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !keep.has(path));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
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
