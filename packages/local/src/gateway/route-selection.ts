/** Chooses the route of a message. Undefined where neither its own nor `$default` exists. */
export type SelectRoute = (body: string) => string | undefined;

/**
 * Reads a route selection expression such as `$request.body.action`. What is not JSON, has no such
 * member or names no route goes to `$default`; a message cannot name `$connect` or `$disconnect`.
 */
export function routeSelection(expression: string, routeKeys: readonly string[]): SelectRoute {
  const prefix = "$request.body.";
  if (!expression.startsWith(prefix)) {
    throw new Error(`Not a route selection expression that is emulated: "${expression}".`);
  }
  const members = expression.slice(prefix.length).split(".");
  const named = new Set(routeKeys.filter((key) => !key.startsWith("$")));
  const fallback = routeKeys.includes("$default") ? "$default" : undefined;
  return (body) => {
    const key = members.reduce(memberOf, parse(body));
    const isKey = typeof key === "string" || typeof key === "number" || typeof key === "boolean";
    return isKey && named.has(String(key)) ? String(key) : fallback;
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // a message that is not JSON is for $default
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
