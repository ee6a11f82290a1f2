// Builds the SDK as customers install it: a few JavaScript files, their types, zod beside it.
// `npm run build:sdk` writes .build/sdk; `npm pack ./.build/sdk` makes the file to hand out.
import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? join(root, ".build/sdk"));
const types = join(out, "types");
const source = join(root, "packages/sdk");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await buildScript();
buildTypes();
writePackage();
copyFileSync(join(source, "README.md"), join(out, "README.md"));
process.stdout.write(`${relative(process.cwd(), out) || "."}: @faibric/sdk\n`);

async function buildScript() {
  await build({
    absWorkingDir: root,
    // The contracts in a file of their own: who brings theirs, or none, gets a page without ours.
    entryPoints: ["index", "faibric", "client"].map((name) => `packages/sdk/src/${name}.ts`),
    outdir: out,
    splitting: true,
    bundle: true,
    external: ["zod"],
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2022",
  });
}

/** Types of the SDK and of the contracts it is made from, side by side as in the repository. */
function buildTypes() {
  const tsconfig = join(out, "tsconfig.json");
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: join(root, "packages"),
        outDir: types,
        types: [],
        paths: { "@faibric/core/*": [join(root, "packages/core/src/*")] },
      },
      include: [],
      files: [join(source, "src/index.ts")],
    }),
  );
  execFileSync("tsc", ["-p", tsconfig], { cwd: root, stdio: "inherit" });
  rmSync(tsconfig);
  for (const file of globSync("**/*.d.ts", { cwd: types })) nameFiles(join(types, file));
}

/** Names the files that are imported, as Node resolves them: relative, and with their extension. */
function nameFiles(file: string) {
  const here = dirname(file);
  const text = readFileSync(file, "utf8").replace(
    /(from |import\()"(\.[^"]+|@faibric\/core\/[^"]+)"/g,
    (_, before: string, specifier: string) => {
      const target = specifier.startsWith(".")
        ? resolve(here, specifier)
        : specifier.replace("@faibric/core", join(types, "core/src"));
      const path = relative(here, target);
      return `${before}"${path.startsWith(".") ? path : `./${path}`}.js"`;
    },
  );
  writeFileSync(file, text);
}

function writePackage() {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { name, version, dependencies } = read(source);
  const { license } = read(root);
  const { zod } = dependencies;
  const manifest = {
    name,
    version,
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.3" },
    exports: { ".": { types: "./types/sdk/src/index.d.ts", default: "./index.js" } },
    dependencies: { zod: `^${zod}` },
  };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
