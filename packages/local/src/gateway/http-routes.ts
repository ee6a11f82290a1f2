export interface HttpRoute {
  /** `GET /api/x/{id}`, `ANY /api/{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
  /** Default: the function's own. */
  readonly timeoutSeconds?: number;
}

export interface RouteMatch {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

export type MatchRoute = (method: string, path: string) => RouteMatch | undefined;

interface Pattern {
  readonly route: HttpRoute;
  readonly method: string;
  /** Undefined for `$default`. */
  readonly segments: readonly string[] | undefined;
}

const METHODS = new Set("ANY DELETE GET HEAD OPTIONS PATCH POST PUT".split(" "));

/**
 * Chooses the most specific route for a decoded path: a literal segment before a variable, that before
 * a greedy one; a named method before ANY; `$default` last. A trailing slash counts.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createRouteTable(routes: readonly HttpRoute[]): MatchRoute {
  const patterns = routes.map(parse).sort(bySpecificity);
  for (const [index, { route }] of patterns.entries()) {
    const next = patterns[index + 1]?.route;
    if (next && shape(next) === shape(route)) {
      throw new Error(`Two routes match the same requests: ${route.routeKey}, ${next.routeKey}.`);
    }
  }
  return (method, path) => {
    const segments = path.split("/").slice(1);
    for (const pattern of patterns) {
      if (pattern.method !== "ANY" && pattern.method !== method) continue;
      const found = pattern.segments ? matchSegments(pattern.segments, segments) : {};
      if (!found) continue;
      const pathParameters = Object.keys(found).length ? found : undefined;
      return { route: pattern.route, pathParameters };
    }
    return undefined;
  };
}

function parse(route: HttpRoute): Pattern {
  if (route.routeKey === "$default") return { route, method: "ANY", segments: undefined };
  const [method = "", path, ...rest] = route.routeKey.split(" ");
  if (!METHODS.has(method) || !path?.startsWith("/") || rest.length) {
    throw new Error(`Not a route key: "${route.routeKey}".`);
  }
  const segments = path.split("/").slice(1);
  if (segments.slice(0, -1).some((segment) => segment.endsWith("+}"))) {
    throw new Error(`A greedy variable must be the last segment: "${route.routeKey}".`);
  }
  return { route, method, segments };
}

function bySpecificity(a: Pattern, b: Pattern): number {
  if (!a.segments || !b.segments) return Number(!a.segments) - Number(!b.segments);
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    const difference = rank(segment) - rank(other);
    if (difference) return difference;
    // Only neighbours in the order can clash, so equal ranks are kept together by their text.
    if (rank(segment) === LITERAL && segment !== other) return segment < (other ?? "") ? -1 : 1;
  }
  return (
    b.segments.length - a.segments.length ||
    Number(a.method === "ANY") - Number(b.method === "ANY") ||
    a.method.localeCompare(b.method)
  );
}

const LITERAL = 0;

function rank(segment: string | undefined): number {
  if (!segment?.startsWith("{")) return LITERAL;
  return segment.endsWith("+}") ? 2 : 1;
}

const shape = ({ routeKey }: HttpRoute): string => routeKey.replace(/\{[^}+]*/g, "{");

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const kind = rank(part);
    const value = kind === 2 ? segments.slice(index).join("/") : segments[index];
    if (kind === LITERAL ? value !== part : !value) return undefined;
    if (kind === LITERAL || value === undefined) continue;
    parameters[part.slice(1, kind === 2 ? -2 : -1)] = value;
    if (kind === 2) return parameters;
  }
  return pattern.length === segments.length ? parameters : undefined;
}
