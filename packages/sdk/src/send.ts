import type { Contract } from "@faibric/core/platform/contract";
import { type Answer, isGood, receive, toApiError, understand } from "./answer";
import { ConnectionError, type FaibricError, TimeoutError, UsageError } from "./errors";
import type { CallOptions, ClientOptions } from "./options";
import { type AnyInput, type PreparedRequest, prepare } from "./request";
import { type Failure, pauseBefore, sleep } from "./retry";

const TIMEOUT_MS = 30_000;

/** Sends a request, as often as it takes and is safe, and answers what the contract promises. */
export async function send(
  operation: string,
  contract: Contract,
  input: AnyInput,
  options: ClientOptions & CallOptions,
): Promise<unknown> {
  const request = prepare(operation, contract, input, options);
  for (let tries = 1; ; tries++) {
    const outcome = await attempt(operation, contract, request, options);
    if ("answer" in outcome) return understand(operation, contract, outcome.answer);
    const pause = pauseBefore(tries, outcome, request.repeatable, options);
    if (pause === undefined) throw outcome.error;
    await sleep(pause, options.signal);
  }
}

/** One try. Only what may be worth another one is answered as a failure; everything else is thrown. */
async function attempt(
  operation: string,
  contract: Contract,
  request: PreparedRequest,
  options: ClientOptions & CallOptions,
): Promise<{ answer: Answer } | Failure> {
  const { signal, timeoutMs = TIMEOUT_MS } = options;
  signal?.throwIfAborted();
  const headers = headersFor(operation, request, await tokenFor(operation, contract, options));
  const timeout = AbortSignal.timeout(timeoutMs);
  const { fetch = globalThis.fetch } = options;
  try {
    const answer = await receive(
      await fetch(request.url, {
        method: request.method,
        headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        redirect: "error", // the API does not redirect, and a token must not follow
        credentials: "omit",
      }),
    );
    return isGood(answer) ? { answer } : refused(operation, answer);
  } catch (error) {
    signal?.throwIfAborted();
    return { error: noAnswer(operation, error, timeout.aborted ? timeoutMs : undefined) };
  }
}

function refused(operation: string, answer: Answer): Failure {
  const error = toApiError(operation, answer);
  return { error, status: error.status, code: error.code, retryAfter: error.retryAfter };
}

const noAnswer = (
  operation: string,
  cause: unknown,
  timeoutMs: number | undefined,
): FaibricError =>
  timeoutMs === undefined
    ? new ConnectionError(operation, cause)
    : new TimeoutError(operation, timeoutMs);

function headersFor(operation: string, request: PreparedRequest, token: string | undefined) {
  try {
    return new Headers({
      ...request.headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    });
  } catch {
    // The cause is not passed on, because it quotes the value, and that may be the token.
    const what = "the token, the tenant or the idempotency key has characters that cannot be sent.";
    throw new UsageError(operation, what);
  }
}

async function tokenFor(operation: string, { access }: Contract, { token }: ClientOptions) {
  if (access === "anyone" || access === "public") return undefined;
  const found = typeof token === "function" ? await token() : token;
  if (!found) throw new UsageError(operation, "needs a token: give `token` to the client.");
  return found;
}
