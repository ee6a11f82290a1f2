import { type Contract, type Input, isSafe } from "@faibric/core/platform/contract";
import { AppError, InvalidRequestError, type Issue } from "@faibric/core/platform/errors";
import type { APIGatewayProxyEventV2 as ApiEvent } from "aws-lambda";
import type * as z from "zod";

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
    super(`The content type "${type.slice(0, 100)}" is not understood. Send application/json.`);
  }
}

/**
 * Reads a request as its contract describes it: the only place where a failed parse is the caller's fault.
 * @throws InvalidRequestError that names every wrong field
 */
export function parseRequest<C extends Contract>(contract: C, event: ApiEvent): Input<C> {
  const parts = {
    params: contract.params.safeParse(event.pathParameters ?? {}),
    query: contract.query.safeParse(event.queryStringParameters ?? {}),
    body: contract.body.safeParse(isSafe(contract) ? {} : parseBody(event)),
  };
  const issues = Object.entries(parts).flatMap(([part, { error }]) => issuesOf(part, error));
  const needsVersion = contract.versioned && !isSafe(contract);
  const version = needsVersion ? parseVersion(event.headers["if-match"], issues) : undefined;
  if (issues.length) throw new InvalidRequestError(issues);
  return {
    params: parts.params.data,
    query: parts.query.data,
    body: parts.body.data,
    version,
  } as Input<C>;
}

function issuesOf(part: string, error: z.ZodError | undefined): Issue[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const place = [part, ...path];
    return { path: place, message: `${place.map(String).join(".")}: ${message}` };
  });
}

function parseBody({ body, isBase64Encoded, headers }: ApiEvent): unknown {
  if (!body) return {};
  if (body.length > MAX_BODY_BYTES * 1.4) throw new BodyTooLargeError();
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MAX_BODY_BYTES) throw new BodyTooLargeError();
  const type = headers["content-type"] ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new UnsupportedContentTypeError(type);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const message =
      error instanceof SyntaxError
        ? `The body is not valid JSON: ${error.message}.`
        : "The body is not valid UTF-8.";
    throw new InvalidRequestError([{ path: ["body"], message }]);
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
