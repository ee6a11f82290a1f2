import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BuildOptions,
  build,
  type Metafile,
  type OnResolveResult,
  type Plugin,
} from "esbuild";
import { sharePackages } from "./shared-packages";
import { type VendorRecord, vendorFolder, writeVendorRecord } from "./vendor-record";

/**
 * The packages that functions import, bundled apart from them. Packages are most of the code and do
 * not change while somebody works: without them a build takes a tenth of the time.
 */
export interface Vendor {
  /** Makes a build of functions import packages from here, and notes which ones it needs. */
  readonly plugin: Plugin;
  /** Bundles what is missing. True where it did: then the functions have to be built once more. */
  complete(): Promise<boolean>;
}

export interface VendorOptions {
  /** How packages are bundled: the same as the functions. */
  readonly settings: BuildOptions;
  readonly outDir: string;
  /** The folder that paths in a metafile start from. */
  readonly root: string;
  /** What an earlier start has bundled, to go on from. */
  readonly record: VendorRecord | undefined;
  /** Where starts with other folders find what this one bundles. */
  readonly shared?: string | undefined;
}

/** Not a package but our own code, which a tsconfig path names. */
const OWN = "";
const BARE = /^[^./]/;
const BUILTIN = new Set(builtinModules);

export function createVendor({ settings, outDir, root, record, shared }: VendorOptions): Vendor {
  /** The file of each package entry that is imported, by the name of its bundle. */
  const wanted = new Map(record?.wanted);
  const bundled = new Set(wanted.keys());
  /** By importing folder and specifier: the name of the bundle, or OWN. */
  const resolved = new Map<string, string>();
  // Packages share modules. A bundle of more of them is a new set, so that nobody mixes two.
  let generation = record?.generation ?? 0;
  const folder = () => vendorFolder(outDir, generation);

  const plugin: Plugin = {
    name: "vendor",
    setup(esbuild) {
      // The answers known already are given at once: there are thousands of imports in a build.
      esbuild.onResolve({ filter: BARE }, (args) => {
        const { path, kind, resolveDir, importer, pluginData } = args;
        const isImport = kind === "import-statement" || kind === "dynamic-import";
        if (!isImport || pluginData === plugin || isBuiltin(path)) return undefined;
        const name = resolved.get(`${resolveDir}\n${path}`);
        if (name !== undefined) return name === OWN ? undefined : external(name);
        const options = { kind, resolveDir, importer, pluginData: plugin };
        return esbuild.resolve(path, options).then((found) => {
          if (found.errors.length) return { errors: found.errors };
          const wantedName = want(path, found.path);
          resolved.set(`${resolveDir}\n${path}`, wantedName);
          return wantedName === OWN ? undefined : external(wantedName);
        });
      });
    },
  };

  const external = (name: string): OnResolveResult => ({
    path: `${pathToFileURL(folder()).href}/${name}.mjs`,
    external: true,
  });

  function want(specifier: string, file: string): string {
    if (!/[/\\]node_modules[/\\]/.test(file)) return OWN;
    const hash = createHash("sha256").update(file).digest("hex").slice(0, 8);
    const name = `${specifier.replace(/[^\w-]+/g, "_")}-${hash}`;
    wanted.set(name, file);
    return name;
  }

  async function complete() {
    if ([...wanted.keys()].every((name) => bundled.has(name))) return false;
    generation += 1;
    const { metafile } = await build({
      ...settings,
      entryPoints: [...wanted].map(([name, file]) => ({ in: file, out: `${name}.body` })),
      outdir: folder(),
      entryNames: "[name]",
      sourcemap: false,
      metafile: true,
    });
    await Promise.all(
      [...wanted.keys()].map((name) => writeFacade(folder(), name, metafile, root)),
    );
    for (const name of wanted.keys()) bundled.add(name);
    await writeVendorRecord(outDir, settings, { generation, wanted });
    if (shared) await sharePackages(shared, folder());
    await rm(vendorFolder(outDir, generation - 2), { recursive: true, force: true });
    return true;
  }

  return { plugin, complete };
}

const isBuiltin = (specifier: string) => specifier.startsWith("node:") || BUILTIN.has(specifier);

/**
 * The module that functions import. What was CommonJS has one export only, its default; Node can see
 * the names in it once it is loaded, which a function would do next anyway.
 */
async function writeFacade(folder: string, name: string, metafile: Metafile, root: string) {
  const body = `./${name}.body.mjs`;
  const path = resolve(folder, body);
  const output = Object.entries(metafile.outputs).find(([file]) => resolve(root, file) === path);
  const { entryPoint = "", exports = [] } = output?.[1] ?? {};
  const isCommonJs = metafile.inputs[entryPoint]?.format !== "esm";
  const text = isCommonJs
    ? `import body from ${JSON.stringify(body)};\nexport default body;\n${await namesIn(path)}`
    : `export * from ${JSON.stringify(body)};\n${exports.includes("default") ? `export { default } from ${JSON.stringify(body)};\n` : ""}`;
  await writeFile(join(folder, `${name}.mjs`), text);
}

interface Interoperable {
  readonly default?: unknown;
  readonly __esModule?: boolean;
}

async function namesIn(path: string): Promise<string> {
  const loaded = (await import(pathToFileURL(path).href)) as Interoperable;
  // `npm start` runs by tsx, which hands over what a compiled ES module exports, and not the module around it.
  const body = loaded.__esModule ? loaded : loaded.default;
  const isObject = (typeof body === "object" && body !== null) || typeof body === "function";
  return Object.keys(isObject ? body : {})
    .filter((name) => name !== "default")
    .map((name, n) => {
      const text = JSON.stringify(name);
      return `const _${n} = body[${text}];\nexport { _${n} as ${text} };\n`;
    })
    .join("");
}
