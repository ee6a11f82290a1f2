/**
 * What a function failed with, as Lambda reports it: the name is the `errorType`, the message the
 * `errorMessage`, the trace the stack in lines.
 */
export class LambdaError extends Error {
  override readonly name: string;
  readonly trace: readonly string[];

  constructor(errorType: string, errorMessage: string, trace: readonly string[] = []) {
    super(errorMessage);
    this.name = errorType;
    this.trace = trace;
  }
}

/** The body of a response with `X-Amz-Function-Error`. */
export function errorPayload({ name, message, trace }: LambdaError) {
  return { errorType: name, errorMessage: message, trace };
}

/**
 * What Lambda makes of a value that a handler threw: of an error its name and stack, of anything else
 * its type. Source: github.com/aws/aws-lambda-nodejs-runtime-interface-client (Errors.js).
 */
export function asLambdaError(thrown: unknown): LambdaError {
  if (thrown instanceof LambdaError) return thrown;
  if (thrown instanceof Error) {
    return new LambdaError(thrown.name, thrown.message, thrown.stack?.split("\n") ?? []);
  }
  return new LambdaError(typeof thrown, String(thrown));
}
