import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";
import { withPureConstants } from "./leave-out.mjs";

const OURS = /[/\\]packages[/\\](core|functions)[/\\]src[/\\].*\.ts$/;

/** By source: each function is bundled for itself, of much the same files. */
const done = new Map<string, Promise<string>>();

/** An esbuild plugin that leaves out the schemas, events and entities of ours that a function does not use. */
export const pureConstants: Plugin = {
  name: "pure-constants",
  setup(build) {
    const convert = async (source: string): Promise<string> => {
      const options = { loader: "ts", target: "esnext", sourcemap: false } as const;
      const { code } = await build.esbuild.transform(source, options);
      return withPureConstants(code);
    };
    build.onLoad({ filter: OURS }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const converting = done.get(source) ?? convert(source);
      done.set(source, converting);
      return { contents: await converting, loader: "js", resolveDir: dirname(path) };
    });
  },
};
