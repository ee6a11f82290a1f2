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

/**
 * A module whose exports all say that they are left out, when they are called.
 * @param {string} source
 * @returns {string}
 */
export function refused(source) {
  return [
    `import { leftOut } from ${JSON.stringify(REFUSAL)};`,
    ...exportsOf(source).map(
      (name) => `export const ${name} = function () { return leftOut(${JSON.stringify(name)}); };`,
    ),
  ].join("\n");
}

/** The names that an ES module exports: `export const x`, `export function x`, `export { y as x }`. */
function exportsOf(source) {
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

/** The module that has `leftOut`, which says what was called though it is not there. */
export const REFUSAL = "left-out:";
export const REFUSAL_SOURCE = `export function leftOut(what) {
  throw new Error(what + " is left out of bundles: see packages/functions/bundle");
}`;

/**
 * What was left out of a module, with what says so in the module itself.
 * @param {string} source
 * @returns {string}
 */
export function saidHere(source) {
  const asked = `import { leftOut } from ${JSON.stringify(REFUSAL)};\n`;
  return `${source.replace(asked, "")}\n${REFUSAL_SOURCE.replace("export ", "")}`;
}

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

/** What a contract says to who reads about it, and to nobody who asks. */
const TEXTS = /^(summary|description)$/;

/**
 * A module of contracts or schemas without what they say of themselves: a page shows none of it.
 * @param {string} source
 * @returns {string}
 */
export function withoutTexts(source) {
  const cuts = [];
  const look = (node) => {
    const said = saidIn(node);
    if (said) cuts.push(said);
    // Of what is only said nothing is looked at; of `schema.meta(…)` the schema is.
    const left = said ? [node.callee?.object].filter(Boolean) : childrenOf(node);
    for (const child of left) look(child);
  };
  look(parse(source, { ecmaVersion: "latest", sourceType: "module" }));
  return withCuts(source, cuts);
}

/** The place of what a node only says: `.meta({ … })`, `refuses: { … }`, `summary: "…"`. */
function saidIn({ type, key, value, callee, end }) {
  if (type === "CallExpression" && callee.property?.name === "meta") {
    return { start: callee.object.end, end, instead: "" };
  }
  if (type !== "Property" || key.type !== "Identifier") return undefined;
  const isText =
    TEXTS.test(key.name) && /^(Literal|TemplateLiteral|BinaryExpression)$/.test(value.type);
  if (isText) return { start: value.start, end: value.end, instead: '""' };
  return key.name === "refuses" && { start: value.start, end: value.end, instead: "undefined" };
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
