import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Expression, parse } from "acorn";
import type { Plugin } from "esbuild";

/** What esbuild sees itself that it may leave out. */
const PLAIN = /^(Literal|Identifier|FunctionExpression|ArrowFunctionExpression|ClassExpression)$/;

/**
 * Says of each constant of a module that nothing but its value comes of making it: `z.object(…)` or
 * `new Entity(…)` might do anything, for all that a bundler knows, so it keeps those that nobody asks for.
 */
export function withPureConstants(source: string): string {
  const { body } = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  const made = body
    .map((node) => (node.type === "ExportNamedDeclaration" ? node.declaration : node))
    .flatMap((node) => (node?.type === "VariableDeclaration" ? [node] : []))
    .filter(({ kind }) => kind === "const")
    .flatMap(({ declarations }) => declarations)
    .flatMap(({ id, init }) => (id.type === "Identifier" && init && mayBePure(init) ? [init] : []))
    .filter(({ start, end }) => !/\bawait\b/.test(source.slice(start, end)));
  return made.reduceRight(
    (text, { start, end }) =>
      // A call without arguments: those of a pure call are looked at for themselves.
      `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`,
    source,
  );
}

const mayBePure = ({ type }: Expression) => !PLAIN.test(type);

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
