export interface LambdaFunction {
  /** The absolute path of the TypeScript file that exports `handler`. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  /** Set in `process.env` before anything is loaded. All functions share it: nothing is isolated. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface InvokeOptions {
  /** Default: the function's own. */
  readonly timeoutSeconds?: number;
  readonly onRequestId?: (requestId: string) => void;
}

/**
 * Calls a function with a value that travels as JSON, and returns its result, which did too.
 * Throws `LambdaError` (name = errorType: what the handler threw, `Sandbox.Timedout`,
 * `Function.ResponseSizeTooLarge` …), or `AwsError` `ResourceNotFoundException` or
 * `RequestTooLargeException` where it never came to a call.
 */
export type Invoke = (
  functionName: string,
  payload: unknown,
  options?: InvokeOptions,
) => Promise<unknown>;

/** One call as the HTTP protocol and the asynchronous invocations make it: JSON in, JSON out. */
export interface RawCall {
  readonly functionName: string;
  readonly payload: string;
  readonly requestId: string;
  readonly timeoutSeconds?: number;
  readonly clientContext?: unknown;
  readonly onLine?: (line: string) => void;
}
