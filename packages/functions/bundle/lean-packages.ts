import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/**
 * ElectroDB's index as an ES module. It `require`s two packages of ours, and what is required comes
 * whole: all commands of the DynamoDB client, 50 kB. Here it finds two empty objects instead, which
 * this index fills with what ElectroDB uses of them, before anything of it is called.
 */
const ELECTRODB = `
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand,
  ScanCommand, TransactGetCommand, TransactWriteCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import lib from "filled:@aws-sdk/lib-dynamodb";
import util from "filled:@aws-sdk/util-dynamodb";
export { Entity } from "./src/entity";
export { createGetTransaction, createWriteTransaction } from "./src/transaction";
export { createCustomAttribute, CustomAttributeType, createSchema } from "./src/schema";
export {
  ElectroError, ElectroValidationError, ElectroUserValidationError, ElectroAttributeValidationError,
} from "./src/errors";
export { createConversions } from "./src/conversions";
export { ComparisonTypes, EntityIdentifiers, EntityIdentifierFields } from "./src/types";

Object.assign(util, { unmarshall });
Object.assign(lib, {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand,
  ScanCommand, TransactGetCommand, TransactWriteCommand, UpdateCommand,
});`;

const refusal = (what: string) =>
  `() => { throw new Error(${JSON.stringify(`${what} is left out of bundles: see packages/functions/bundle`)}); }`;

interface LeftOut {
  /** Of the file's path. */
  readonly filter: RegExp;
  /** What the bundle has instead. */
  readonly instead: (source: string) => string;
  readonly loader?: "js" | "json";
}

/** Parts of packages that no function calls. What is called nevertheless says where it went. */
const LEFT_OUT: readonly LeftOut[] = [
  {
    // Without its Service: transactions name just the entities they touch.
    filter: /[/\\]electrodb[/\\]index\.js$/,
    instead: () => ELECTRODB,
  },
  {
    // Schemas are described when the OpenAPI document is written, not by functions.
    filter: /[/\\]zod[/\\]v4[/\\]core[/\\]json-schema-processors\.js$/,
    instead: (source) =>
      exportsOf(source)
        .map((name) => `export const ${name} = ${refusal(`zod's ${name}`)};`)
        .join("\n"),
  },
  {
    // Each schema makes itself two methods of these, which are what throws.
    filter: /[/\\]zod[/\\]v4[/\\]core[/\\]to-json-schema\.js$/,
    instead: (source) =>
      exportsOf(source)
        .map((name) => `export const ${name} = () => ${refusal("zod's JSON Schema")};`)
        .join("\n"),
  },
  {
    // A client reads its own version from it, for the user agent.
    filter: /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]package\.json$/,
    instead: (source) =>
      JSON.stringify({ version: (JSON.parse(source) as { version: string }).version }),
    loader: "json",
  },
];

/** An esbuild plugin that bundles large packages without the parts that no function calls. */
export const leanPackages: Plugin = {
  name: "lean-packages",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/(lib|util)-dynamodb$/ }, ({ path, importer, kind }) =>
      kind === "require-call" && /[/\\]electrodb[/\\]/.test(importer)
        ? { path, namespace: "filled" }
        : undefined,
    );
    build.onResolve({ filter: /^filled:/ }, ({ path }) => ({
      path: path.slice("filled:".length),
      namespace: "filled",
    }));
    build.onLoad({ filter: /.*/, namespace: "filled" }, () => ({
      contents: "module.exports = {};",
    }));
    for (const { filter, instead, loader = "js" } of LEFT_OUT) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: instead(await readFile(path, "utf8")),
        loader,
        resolveDir: dirname(path),
      }));
    }
  },
};

/** The names that an ES module exports: `export const x`, `export function x`, `export { y as x }`. */
function exportsOf(source: string): readonly string[] {
  const declared = source.matchAll(/^export (?:async )?(?:const|let|function|class) (\w+)/gm);
  const listed = source.matchAll(/^export \{([^}]*)\}/gm);
  const names = [...listed].flatMap(([, list = ""]) =>
    list.split(",").map(
      (entry) =>
        entry
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? "",
    ),
  );
  return [...[...declared].map(([, name = ""]) => name), ...names].filter(Boolean);
}
