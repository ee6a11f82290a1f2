import { isObject, type Json } from "./asl";

const JSON_TO_STRING = /^States\.JsonToString\(\s*(\$[^()]*?)\s*\)$/;

export interface PreparedTemplate {
  readonly template: unknown;
  /** Makes JSON text of what the engine resolved where `States.JsonToString` stood. */
  finish(resolved: Json): Json;
}

/**
 * Prepares a payload template (Parameters, ItemSelector) for the engine, which gets two things wrong:
 * it drops the backslashes of `States.JsonToString`, and `$` of null, false, 0 or "" is an error to it.
 * `whole` is the value `$` stands for, where it is known.
 */
export function prepareTemplate(
  template: unknown,
  whole: { value: Json } | undefined,
): PreparedTemplate {
  const places: string[][] = [];
  const prepare = (value: unknown, path: string[]): unknown => {
    if (Array.isArray(value))
      return value.map((item, index) => prepare(item, [...path, `${index}`]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, nested]) => {
        if (!key.endsWith(".$") || typeof nested !== "string") {
          return [key, prepare(nested, [...path, key])];
        }
        const name = key.slice(0, -2);
        const argument = JSON_TO_STRING.exec(nested)?.[1];
        if (argument) places.push([...path, name]);
        const source = argument ?? nested;
        return source === "$" && whole && !whole.value ? [name, whole.value] : [key, source];
      }),
    );
  };
  const prepared = prepare(template, []);
  return {
    template: prepared,
    finish: (resolved) => places.reduce((value, place) => stringifyAt(value, place), resolved),
  };
}

function stringifyAt(value: Json, [head, ...rest]: readonly string[]): Json {
  if (head === undefined) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === head ? stringifyAt(item, rest) : item));
  }
  if (!isObject(value)) return value;
  return { ...value, [head]: stringifyAt(value[head] ?? null, rest) };
}
