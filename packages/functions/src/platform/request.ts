import { type Contract, type Input, isSafe, needsVersion } from "@faibric/core/platform/contract";
import { AppError, InvalidRequestError, type Issue } from "@faibric/core/platform/errors";
import type { APIGatewayProxyEventV2 as ApiEvent } from "aws-lambda";
import type * as z from "zod";
import { findUnportable } from "./portable";
import { repeatedFields } from "./repeated-fields";
import { findUnknownFields } from "./unknown-fields";
import { wording } from "./wording";

/** The largest JSON body. Files go to the bucket, never through a function. */
export const MAX_BODY_BYTES = 1024 * 1024;

export class BodyTooLargeError extends AppError {
  readonly kind = "too_large";
  readonly code = "platform.body.too_large";

  constructor() {
    super(`The body is over ${MAX_BODY_BYTES} bytes. Send less at once.`);
  }
}

export class UnsupportedContentTypeError extends AppError {
  readonly kind = "unsupported";
  readonly code = "platform.content_type.unsupported";

  constructor(type: string) {
    const what = type ? `"${type.slice(0, 100)}" is not understood` : "is missing";
    super(`The content type ${what}. Send application/json.`);
  }
}

/**
 * Reads a request as its contract describes it: the only place where a failed parse is the caller's fault.
 * What the contract does not name is refused, not dropped: most likely it is a typing error.
 * @throws InvalidRequestError that names every wrong field
 */
export function parseRequest<C extends Contract>(contract: C, event: ApiEvent): Input<C> {
  const issues = [...repeatedIn(event.rawQueryString), ...undecimalIn(contract.query, event)];
  const read = (part: "params" | "query" | "body", value: unknown): unknown => {
    const unportable = findUnportable(part, value);
    if (unportable.length) {
      issues.push(...unportable);
      return undefined;
    }
    const { data, error } = contract[part].safeParse(value, { error: wording });
    issues.push(...unknownIn(part, contract, value), ...issuesOf(part, error));
    return data;
  };
  const params = read("params", event.pathParameters ?? {});
  const query = read("query", event.queryStringParameters ?? {});
  const body = read("body", isSafe(contract) ? {} : parseBody(event, issues));
  const version = needsVersion(contract)
    ? parseVersion(event.headers["if-match"], issues)
    : undefined;
  if (issues.length) throw new InvalidRequestError(issues.slice(0, MAX_ISSUES).map(named));
  return { params, query, body, version } as Input<C>;
}

const MAX_ISSUES = 50;
const MAX_NAME = 100;
const MAX_MESSAGE = 300;

/** Begins the message with the place, and keeps both short: a caller's own input comes back in them. */
function named({ path, message }: Issue): Issue {
  const place = path.map((key) =>
    typeof key === "number" ? key : String(key).slice(0, MAX_NAME).toWellFormed(),
  );
  return { path: place, message: `${place.join(".")}: ${message.slice(0, MAX_MESSAGE)}` };
}

function issuesOf(part: string, error: z.ZodError | undefined): Issue[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: [part, ...path], message }));
}

function unknownIn(part: "params" | "query" | "body", contract: Contract, value: unknown): Issue[] {
  const message = "There is no such field.";
  return findUnknownFields(contract[part], value, [part]).map((path) => ({ path, message }));
}

/** API Gateway joins what comes twice with a comma, which nobody meant. */
function repeatedIn(rawQuery: string): Issue[] {
  const names = [...new URLSearchParams(rawQuery).keys()];
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  const message = "Given more than once.";
  return [...repeated].map((name) => ({ path: ["query", name], message }));
}

/** `Number` reads "0x5", " 5 " and "" too: what nobody means is refused, as it is in a body. */
function undecimalIn(query: z.ZodType, { queryStringParameters }: ApiEvent): Issue[] {
  const message = "Not a whole number in digits, such as 20.";
  return Object.entries(queryStringParameters ?? {})
    .filter(([name, text]) => isNumber(fieldOf(query, name)) && !/^-?\d+$/.test(text ?? ""))
    .map(([name]) => ({ path: ["query", name], message }));
}

type Schema = z.core.$ZodTypes;

function fieldOf(query: z.ZodType, name: string): Schema | undefined {
  const { def } = (query as unknown as Schema)._zod;
  return def.type === "object" && Object.hasOwn(def.shape, name)
    ? (def.shape[name] as Schema)
    : undefined;
}

function isNumber(schema: Schema | undefined): boolean {
  if (!schema) return false;
  const { def } = schema._zod;
  return "innerType" in def ? isNumber(def.innerType as Schema) : def.type === "number";
}

function parseBody({ body, isBase64Encoded, headers }: ApiEvent, issues: Issue[]): unknown {
  if (!body) return {};
  if (body.length > MAX_BODY_BYTES * 1.4) throw new BodyTooLargeError();
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MAX_BODY_BYTES) throw new BodyTooLargeError();
  const type = headers["content-type"] ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new UnsupportedContentTypeError(type);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    issues.push(...repeatedFields("body", text));
    return value;
  } catch (error) {
    const message =
      error instanceof SyntaxError
        ? `The body is not valid JSON: ${error.message}.`
        : "The body is not valid UTF-8.";
    throw new InvalidRequestError([named({ path: ["body"], message })]);
  }
}

/** The version in If-Match, as the ETag of a read gave it: `"3"`. */
function parseVersion(header: string | undefined, issues: Issue[]): number {
  const [, digits] = /^"(\d{1,15})"$/.exec(header ?? "") ?? [];
  if (digits) return Number(digits);
  const message =
    'If-Match must be the ETag you read, such as "3", so that nobody\'s change is lost.';
  issues.push({ path: ["headers", "if-match"], message });
  return 0;
}
