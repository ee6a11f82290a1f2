import { isObject, type Json } from "./json";

type Step = string | number | "*";

const STEP = /\.([^.[\]*'"\s]+)|\.(\*)|\[(\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * Reads the subset of JSONPath that EventBridge supports: `$.detail.items[0].name`, `[*]`, and names in
 * brackets for those with dots. `undefined` where the path is not of that subset.
 */
export function parseJsonPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return undefined;
    const [, name, , index, , single, double] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? single ?? double ?? "*");
  }
  return steps;
}

/** The value at a path, or `undefined` where there is none. A `*` gives an array of what it finds. */
export function valueAt(json: Json, path: string): Json | undefined {
  const steps = parseJsonPath(path);
  return steps && walk(json, steps);
}

function walk(json: Json, [step, ...rest]: readonly Step[]): Json | undefined {
  if (step === undefined) return json;
  if (step === "*") {
    const children = Array.isArray(json) ? json : isObject(json) ? Object.values(json) : undefined;
    return children?.map((child: Json) => walk(child, rest)).filter((found) => found !== undefined);
  }
  const child = childOf(json, step);
  return child === undefined ? undefined : walk(child, rest);
}

function childOf(json: Json, step: string | number): Json | undefined {
  if (Array.isArray(json)) return typeof step === "number" ? (json as Json[])[step] : undefined;
  return isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined;
}
