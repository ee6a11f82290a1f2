import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { sourceIpOf } from "../gateway/request-identity";
import { ROOT } from "./settings";

interface Value {
  readonly value: string;
  /** All of them, where there are several. */
  readonly multiValue?: readonly Value[];
}

type Values = Readonly<Record<string, Value>>;

interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Values;
  readonly querystring: Values;
  readonly cookies: Values;
}

interface ViewerResponse {
  readonly statusCode: number;
  readonly headers?: Values;
  readonly body?: string;
}

/** Either the request, perhaps changed, or the answer. */
export type ViewerOutcome = ViewerRequest | ViewerResponse;

type Handler = (event: {
  readonly context: { readonly requestId: string };
  readonly viewer: { readonly ip: string };
  readonly request: ViewerRequest;
}) => ViewerOutcome;

/**
 * The very function that is deployed to CloudFront: a plain script, without exports, as CloudFront asks.
 * `viewer-request` runs for each call of the API, `domain-request` for each visit of a business's own domain.
 */
export function loadEdgeFunction(
  name: "viewer-request" | "domain-request",
): (request: IncomingMessage) => ViewerOutcome {
  const file = join(ROOT, `stacks/platform/${name}.js`);
  const source = readFileSync(file, "utf8");
  const handler: Handler = runInThisContext(`(() => {${source}\nreturn handler;})()`, {
    filename: file,
  });
  return (request) =>
    handler({
      context: { requestId: randomUUID() },
      viewer: { ip: sourceIpOf(request) },
      request: toCloudFront(request),
    });
}

/** A request as a CloudFront function sees it. Cookies are left among the headers: it only counts them. */
function toCloudFront({ method = "GET", headers, url = "/" }: IncomingMessage): ViewerRequest {
  const [uri = "/", ...query] = url.split("?");
  const named = Object.entries(headers).map(([name, value]) => [name, { value: String(value) }]);
  return {
    method,
    uri,
    querystring: valuesIn(new URLSearchParams(query.join("?"))),
    headers: Object.fromEntries(named),
    cookies: {},
  };
}

function valuesIn(query: URLSearchParams): Values {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name): [string, Value] => {
      const values = query.getAll(name).map((value) => ({ value }));
      return [name, { value: values.at(-1)?.value ?? "", multiValue: values }];
    }),
  );
}
