import {
  type AnonymousFunctionDeclaration,
  type AnyNode,
  type ArrowFunctionExpression,
  type FunctionDeclaration,
  type FunctionExpression,
  parse,
} from "acorn";

/** The module that has `leftOut`, which says what was called though it is not there. */
export const REFUSAL = "left-out:";
export const REFUSAL_SOURCE = `export const leftOut = (what) => {
  throw new Error(what + " is left out of bundles: see packages/functions/bundle");
};`;

/**
 * Takes the bodies of functions out of an ES module: whoever calls one is told where it went. What only
 * they used is nobody's then, and falls to tree-shaking. `paths` name them as a reader finds them:
 * `Entity.scan`, `clauses.scan.action`, or `Wrapper.*` for all of a class.
 * @throws Error for a path that is not there, as after an upgrade of the package
 */
export function withoutBodies(source: string, paths: readonly string[]): string {
  const found = new Set<string>();
  const cuts: { readonly start: number; readonly end: number; readonly instead: string }[] = [];
  const look = (node: AnyNode, path: string): void => {
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
  const text = cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (left, { start, end, instead }) => left.slice(0, start) + instead + left.slice(end),
      source,
    );
  return cuts.length ? `import { leftOut } from ${JSON.stringify(REFUSAL)};\n${text}` : text;
}

type FunctionNode =
  | AnonymousFunctionDeclaration
  | ArrowFunctionExpression
  | FunctionDeclaration
  | FunctionExpression;

const isFunction = (node: AnyNode): node is FunctionNode =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

const isConstructor = (path: string) => path.endsWith(".constructor");

/** What a node is called adds to the path of what is in it. */
function pathOf(node: AnyNode, path: string): string {
  const name = nameOf(node);
  return name === undefined ? path : [path, name].filter(Boolean).join(".");
}

function nameOf(node: AnyNode): string | undefined {
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

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === "string");
}
