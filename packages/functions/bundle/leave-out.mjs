// What pages of the site leave out as functions do. Plain JavaScript, so that any bundler's own process can load it.
import { parse } from "acorn";

/** What esbuild sees itself that it may leave out. */
const PLAIN = /^(Literal|Identifier|FunctionExpression|ArrowFunctionExpression|ClassExpression)$/;

/**
 * Says of each constant of a module that nothing but its value comes of making it: `z.object(…)` or
 * `new Entity(…)` might do anything, for all that a bundler knows, so it keeps those that nobody asks for.
 * @param {string} source
 * @returns {string}
 */
export function withPureConstants(source) {
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

const mayBePure = ({ type }) => !PLAIN.test(type);

/** What describes each schema in JSON Schema, when the OpenAPI document is written: not by what is deployed. */
const DESCRIPTIONS = /^ +inst\._zod\.processJSONSchema = .*;$/gm;

/** Taken from the index it comes whole; taken from its own module, with what is used of it. */
const WHOLE_UTIL = /^import \{ util \} from "\.\.\/core\/index\.js";$/m;

/** `zod/v4/classic/schemas.js`, which every schema is made with, without what describes it. */
function withoutDescriptions(source) {
  return source
    .replace(DESCRIPTIONS, "")
    .replace(WHOLE_UTIL, 'import * as util from "../core/util.js";')
    .replaceAll("core.util.", "util.");
}

/**
 * `zod/v4/core/to-json-schema.js`: each schema makes itself two methods of it, which are what throws.
 * @param {string} source
 * @returns {string}
 */
export function refusingDescriptions(source) {
  const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  return names
    .map((name) => `export const ${name} = () => () => { throw new Error("no JSON Schema"); };`)
    .join("\n");
}

/** What zod's strings have for each format. Ours are said with `z.email()` and its like. */
const FORMATS =
  "email url jwt emoji guid uuid uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid base64 base64url xid ksuid ipv4 ipv6 cidrv4 cidrv6 e164 datetime date time duration";

/** Installs what parses values that contain themselves, as JSON cannot. Without it zod is what `zod/mini` is. */
const MEMOIZER = /^function _ensureDefaultMemoizer\(\) \{[\s\S]*?^\}$/m;

/**
 * `zod/v4/classic/schemas.js`, which every schema is made with, without what no function calls.
 * @param {string} source
 * @returns {string}
 */
export function zodSchemas(source) {
  const lean = withoutDescriptions(source).replace(
    MEMOIZER,
    "function _ensureDefaultMemoizer() {}",
  );
  return withoutBodies(
    lean,
    FORMATS.split(" ").map((name) => `ZodString.${name}`),
  );
}

/** The module that has `leftOut`, which says what was called though it is not there. */
export const REFUSAL = "left-out:";
export const REFUSAL_SOURCE = `export const leftOut = (what) => {
  throw new Error(what + " is left out of bundles: see packages/functions/bundle");
};`;

/**
 * Takes the bodies of functions out of an ES module: whoever calls one is told where it went. What only
 * they used is nobody's then, and falls to tree-shaking. `paths` name them as a reader finds them:
 * `Entity.scan`, `clauses.scan.action`, or `Wrapper.*` for all of a class.
 * @param {string} source
 * @param {readonly string[]} paths
 * @returns {string}
 * @throws Error for a path that is not there, as after an upgrade of the package
 */
export function withoutBodies(source, paths) {
  const found = new Set();
  const cuts = [];
  const look = (node, path) => {
    const wanted = paths.find((one) => one === path || one === path.replace(/[^.]+$/, "*"));
    if (wanted && isFunction(node) && !isConstructor(path)) {
      found.add(wanted);
      const { start, end } = node.body;
      const refusal = `leftOut(${JSON.stringify(path)})`;
      const instead = node.body.type === "BlockStatement" ? `{ return ${refusal}; }` : refusal;
      cuts.push({ start, end, instead });
      return;
    }
    for (const child of childrenOf(node)) look(child, pathOf(child, path));
  };
  look(parse(source, { ecmaVersion: "latest", sourceType: "module" }), "");

  const missing = paths.filter((path) => !found.has(path));
  if (missing.length) throw new Error(`nothing is called ${missing.join(", ")} here`);
  const text = withCuts(source, cuts);
  return cuts.length ? `import { leftOut } from ${JSON.stringify(REFUSAL)};\n${text}` : text;
}

const isFunction = (node) =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

const isConstructor = (path) => path.endsWith(".constructor");

/** What a node is called adds to the path of what is in it. */
function pathOf(node, path) {
  const name = nameOf(node);
  return name === undefined ? path : [path, name].filter(Boolean).join(".");
}

function nameOf(node) {
  switch (node.type) {
    case "ClassDeclaration":
    case "FunctionDeclaration":
      return node.id?.name;
    case "VariableDeclarator":
      return node.id.type === "Identifier" ? node.id.name : undefined;
    case "MethodDefinition":
    case "Property":
      return node.key.type === "Identifier" ? node.key.name : undefined;
    default:
      return undefined;
  }
}

function childrenOf(node) {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === "string");
}

/** What a contract or a schema says to who reads about it, and to nobody who asks. */
const TEXTS = /^(summary|description|when|mend|example)$/;

/**
 * A module of contracts or schemas without what they say of themselves: a page shows none of it.
 * @param {string} source
 * @returns {string}
 */
export function withoutTexts(source) {
  const cuts = [];
  const look = (node) => {
    const { type, key, value } = node;
    const isText = type === "Property" && key.type === "Identifier" && TEXTS.test(key.name);
    if (isText && /^(Literal|TemplateLiteral|BinaryExpression)$/.test(value.type)) {
      const { start, end } = value;
      cuts.push({ start, end, instead: '""' });
    } else for (const child of childrenOf(node)) look(child);
  };
  look(parse(source, { ecmaVersion: "latest", sourceType: "module" }));
  return withCuts(source, cuts);
}

/** The last first, so that the places of the others stay what they are. */
function withCuts(source, cuts) {
  return cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (left, { start, end, instead }) => left.slice(0, start) + instead + left.slice(end),
      source,
    );
}
