import type { FaibricError } from "./errors";
import type { ClientOptions } from "./options";

/** Why a try failed. Without a status no answer came. */
export interface Failure {
  readonly error: FaibricError;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number | undefined;
}

const RETRIES = 4;
const DELAY_MS = 250;
const MAX_DELAY_MS = 20_000;

/** A limit was reached, or what stands between us and the API failed: another try may pass. */
const PASSING = [429, 502, 503, 504];

/** A try that got no answer is still at work. Its answer can be had when it is done. */
const IN_PROGRESS = "platform.idempotency.in_progress";

/**
 * How long to wait before the next try, in milliseconds; undefined where there should be none. Full
 * jitter. Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function pauseBefore(
  tries: number,
  failure: Failure,
  repeatable: boolean,
  options: Pick<ClientOptions, "retries" | "retryDelayMs" | "maxRetryDelayMs">,
): number | undefined {
  const { retries = RETRIES, retryDelayMs = DELAY_MS, maxRetryDelayMs = MAX_DELAY_MS } = options;
  if (tries > retries || !mayPass(failure, repeatable)) return undefined;
  const jitter = Math.random() * Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (tries - 1));
  if (failure.retryAfter === undefined) return jitter;
  const asked = failure.retryAfter * 1000;
  return asked > maxRetryDelayMs ? undefined : asked + Math.random() * retryDelayMs;
}

function mayPass({ status, code }: Failure, repeatable: boolean): boolean {
  // What may have happened must not happen twice; a limit refuses before anything happens.
  if (!repeatable) return status === 429;
  return status === undefined || PASSING.includes(status) || code === IN_PROGRESS;
}

/** @throws the signal's reason where it is aborted meanwhile */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const done = () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}
