import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { leanPackages } from "./lean-packages";
import { packedDocument } from "./packed-document";
import { pureConstants } from "./pure-constants";

/** Of a whole package, what a bundle has instead: file names beside this one. */
const STAND_INS = {
  "@aws-sdk/credential-provider-node": "credentials.ts",
};

/**
 * How a function is bundled for Lambda, as esbuild's options: the stacks deploy and the benchmark
 * measures the same. `root` is the repository's folder.
 */
export function bundleOptions(root: string) {
  const folder = join(root, "packages/functions/bundle");
  return {
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    minify: true,
    treeShaking: true,
    // A name is only read in stack traces, which the minified code does not tell much with either.
    keepNames: false,
    sourcemap: false,
    legalComments: "none",
    mainFields: ["module", "main"] as string[],
    alias: Object.fromEntries(
      Object.entries(STAND_INS).map(([name, file]) => [name, join(folder, file)]),
    ),
    plugins: [leanPackages, packedDocument, pureConstants] as Plugin[],
  } as const;
}

/** CommonJS dependencies `require` Node's own modules, which ESM has to be given. SST adds the same. */
export const BANNER = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  "const require = topLevelCreateRequire(import.meta.url);",
].join("\n");

/** The repository's folder, for whom it is not at hand. Not for bundled code, which is moved. */
export function repositoryRoot(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "../../..");
}
