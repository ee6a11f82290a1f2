// Puts the widgets among the site's public files: one script each, which pages of other people load.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Builds the loader and `src/<name>/<name>.tsx` of each widget into `out`; answers esbuild's metafile. */
export function buildWidgets(root, out = join(root, "packages/web/public/widgets")) {
  const source = join(root, "packages/widgets/src");
  // Asked for here: where this module is loaded, nothing may be installed yet.
  const { buildSync } = createRequire(import.meta.url)("esbuild");
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [
      { in: join(source, "loader.ts"), out: "loader" },
      ...widgetsIn(source).map((name) => ({ in: join(source, name, `${name}.tsx`), out: name })),
    ],
    outdir: out,
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

const widgetsIn = (source) =>
  readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "frame")
    .map(({ name }) => name);
