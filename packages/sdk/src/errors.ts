import type { Problem, ProblemIssue } from "@faibric/core/platform/problem.schema";

/** Whatever goes wrong with a call, except that its caller aborted it. */
export abstract class FaibricError extends Error {
  /** The operation that was called, such as `createTenant`. */
  readonly operation: string;

  constructor(operation: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.operation = operation;
  }
}

/** What an answer says beside its body. */
export interface AnswerFacts {
  readonly status: number;
  /** Names the request when you ask us about it. */
  readonly requestId: string | undefined;
  /** Seconds to wait before the next try, where the server said so. */
  readonly retryAfter: number | undefined;
}

/** The server refused the request, and says why. */
export class ApiError extends FaibricError {
  readonly status: number;
  /** Which refusal it is: stable, such as `tenant.slug.taken`. `http.<status>` where nobody said more. */
  readonly code: string;
  /** What happened and how to mend it, to show to a person. */
  readonly detail: string;
  /** Every fault that was found in the request, with its place. */
  readonly issues: readonly ProblemIssue[];
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(
    operation: string,
    facts: AnswerFacts,
    problem: Pick<Problem, "code" | "detail" | "issues">,
  ) {
    super(operation, `${operation}: ${problem.detail} (${facts.status} ${problem.code})`);
    this.status = facts.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.issues = problem.issues ?? [];
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
  }
}

/** No answer came: the network failed, or the server cut the connection. `cause` says what is known. */
export class ConnectionError extends FaibricError {
  constructor(operation: string, cause: unknown) {
    super(operation, `${operation}: no answer came (${describe(cause)}).`, { cause });
  }
}

/** No answer came in time. */
export class TimeoutError extends FaibricError {
  readonly timeoutMs: number;

  constructor(operation: string, timeoutMs: number) {
    super(operation, `${operation}: no answer came in ${timeoutMs} ms.`);
    this.timeoutMs = timeoutMs;
  }
}

/** The answer is not what the API describes: something else answered, or this client is too old. */
export class UnexpectedAnswerError extends FaibricError {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(operation: string, facts: AnswerFacts, what: string, options?: ErrorOptions) {
    super(operation, `${operation}: the answer is not as described: ${what}`, options);
    this.status = facts.status;
    this.requestId = facts.requestId;
  }
}

/** The call cannot be sent as it is: a mistake in the program. */
export class UsageError extends FaibricError {
  constructor(operation: string, what: string) {
    super(operation, `${operation}: ${what}`);
  }
}

/** `fetch` says "fetch failed" and keeps the reason in `cause`. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? describe(cause.cause) : cause.message;
}
