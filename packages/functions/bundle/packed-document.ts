import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import type { Plugin } from "esbuild";

/** An esbuild plugin that packs the API's description, which is most of its function's size and only read out. */
export const packedDocument: Plugin = {
  name: "packed-document",
  setup(build) {
    build.onLoad({ filter: /[/\\]docs[/\\]openapi\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
      const packed = brotliCompressSync(text).toString("base64");
      return {
        contents: `import { brotliDecompressSync } from "node:zlib";
          export default JSON.parse(brotliDecompressSync(Buffer.from("${packed}", "base64")));`,
        loader: "js",
      };
    });
  },
};
