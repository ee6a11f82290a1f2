import type { Contract } from "@faibric/core/platform/contract";
import { PROBLEM_TYPE, Problem } from "@faibric/core/platform/problem.schema";
import { type AnswerFacts, ApiError, UnexpectedAnswerError } from "./errors";

/** An answer that has come whole. */
export interface Answer extends AnswerFacts {
  readonly contentType: string;
  readonly text: string;
}

/** Reads a response to its end. */
export async function receive(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return {
    status,
    contentType: headers.get("content-type") ?? "",
    requestId: headers.get("x-request-id") ?? headers.get("apigw-requestid") ?? undefined,
    retryAfter: readRetryAfter(headers.get("retry-after")),
    text: await response.text(),
  };
}

/** Seconds from now: the header is a number of them, or a date. Source: RFC 9110, 10.2.3 */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  // Date.parse takes almost anything, "-5" too; an HTTP date begins with its day.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

export const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** What the contract promises of a good answer. @throws UnexpectedAnswerError where it is not that */
export function understand(operation: string, contract: Contract, answer: Answer): unknown {
  const { contentType, response } = contract;
  if (contentType && isPage(answer.contentType) && !isPage(contentType)) {
    throw new UnexpectedAnswerError(operation, answer, `it is a page, not ${contentType}.`);
  }
  const value = contentType ? answer.text : parseJson(operation, answer);
  const { success, data, error } = response.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const what = `${issue?.path.map(String).join(".") || "it"}: ${issue?.message}`;
  throw new UnexpectedAnswerError(operation, answer, what, { cause: error });
}

/** What proxies answer with, where they answer instead of the API. */
const isPage = (contentType: string): boolean => contentType.startsWith("text/html");

function parseJson(operation: string, answer: Answer): unknown {
  if (answer.text === "") return undefined;
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    throw new UnexpectedAnswerError(operation, answer, "it is not JSON.", { cause });
  }
}

/** The error that a refusal is thrown as, whoever refused: the API, its gateway, or a proxy before it. */
export function toApiError(operation: string, answer: Answer): ApiError {
  const problem = readProblem(answer);
  if (problem) {
    const requestId = answer.requestId ?? problem.requestId;
    return new ApiError(operation, { ...answer, requestId }, problem);
  }
  const detail = `The server answered ${answer.status}.`;
  return new ApiError(operation, answer, { code: `http.${answer.status}`, detail });
}

function readProblem({ contentType, text }: Answer): Problem | undefined {
  if (!contentType.startsWith(PROBLEM_TYPE)) return undefined;
  try {
    return Problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // a problem that was cut short still has its status
  }
}
