// A loader of Next.js by which pages have of zod what they use. esbuild bundles it, as for functions: what only
// unused parts of a package use, Next.js keeps.
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";
import { refused, saidHere } from "../functions/bundle/leave-out.mjs";
import { refusingDescriptions, zodSchemasOfPages } from "../functions/bundle/zod.mjs";

/** What contracts, schemas and forms say of zod. What is an object in it would come whole. */
const USED = `
  import { number } from "./v4/classic/coerce.js";
  import { datetime } from "./v4/classic/iso.js";
  export const coerce = { number };
  export const iso = { datetime };
  export {
    array, boolean, discriminatedUnion, email, enum, int, literal, looseObject, NEVER, number, object, record,
    string, templateLiteral, union, unknown, url, void, ZodObject,
  } from "./index.js";`;

/** @this {{ resourcePath: string, async(): (error: unknown, source?: string) => void }} */
export default function leanZod() {
  const done = this.async();
  bundled(dirname(this.resourcePath)).then((source) => done(null, source), done);
}

async function bundled(resolveDir) {
  const { outputFiles } = await build({
    stdin: { contents: USED, resolveDir },
    bundle: true,
    format: "esm",
    write: false,
    plugins: [leanParts],
  });
  return outputFiles[0].text;
}

const PARTS = {
  "classic/schemas.js": zodSchemasOfPages,
  "core/json-schema-processors.js": refused,
  "core/to-json-schema.js": refusingDescriptions,
};

const leanParts = {
  name: "lean-parts",
  setup({ onLoad }) {
    for (const [file, lean] of Object.entries(PARTS)) {
      onLoad({ filter: new RegExp(`/zod/v4/${file}$`) }, async ({ path }) => ({
        contents: saidHere(lean(await readFile(path, "utf8"))),
      }));
    }
  },
};
