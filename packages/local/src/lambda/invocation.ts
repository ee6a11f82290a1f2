import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { arn } from "../wire/arn";
import { asLambdaError, errorPayload, LambdaError } from "./function-error";
import type { Handler } from "./handlers";
import { lineOutput, withOutput } from "./output";
import { asFunction } from "./running";

/** The most bytes of a synchronous invocation's result. Source: the Lambda quotas page. */
export const MAX_RESPONSE_BYTES = 6_291_556;

const MEMORY_MB = "1024";
/** What Lambda's Node 24 runtime passes: it has no callbacks, so neither `done` nor `fail` nor `succeed`. */
export type InvocationContext = Omit<Context, "done" | "fail" | "succeed">;

export interface Invocation {
  readonly functionName: string;
  readonly requestId: string;
  readonly handler: Handler;
  /** The event, as JSON. */
  readonly payload: string;
  readonly timeoutSeconds: number;
  readonly onLine: (line: string) => void;
  readonly clientContext?: unknown;
}

/** Calls the handler as Lambda does. Returns the result as JSON, or throws a `LambdaError`. */
export async function runInvocation(invocation: Invocation): Promise<string> {
  const { handler, onLine, timeoutSeconds, requestId } = invocation;
  const abandon = new AbortController();
  const output = lineOutput(onLine, (error) => abandon.abort(asUnhandled(error)));
  const deadline = Date.now() + timeoutSeconds * 1000;
  const timer = setTimeout(() => {
    const message = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    abandon.abort(new LambdaError("Sandbox.Timedout", message));
  }, timeoutSeconds * 1000);
  try {
    const run = async () => {
      refuseCallbacks(handler);
      return await handler(JSON.parse(invocation.payload), contextOf(invocation, deadline));
    };
    const result = withOutput(output, () => asFunction(invocation.functionName, run));
    return serialize(await Promise.race([result, aborted(abandon.signal)]));
  } catch (thrown) {
    const error = asLambdaError(thrown);
    output.end();
    onLine(`Invoke Error\t${JSON.stringify(errorPayload(error))}`);
    throw error;
  } finally {
    clearTimeout(timer);
    output.end();
  }
}

/** Rejects with the signal's reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function contextOf(invocation: Invocation, deadline: number): InvocationContext {
  const { functionName, requestId, clientContext } = invocation;
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  const context: InvocationContext = {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn(functionName),
    memoryLimitInMB: MEMORY_MB,
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[$LATEST]${randomUUID().replaceAll("-", "")}`,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  return clientContext === undefined ? context : Object.assign(context, { clientContext });
}

export const functionArn = (functionName: string): string =>
  arn("lambda", `function:${functionName}`);

// Source: the Node.js 24 runtime's release notes. Such a handler would hang here and fail on AWS.
function refuseCallbacks(handler: Handler) {
  if (handler.length < 3) return;
  const message =
    "Callback-based handlers do not exist since Node.js 24. Return a promise instead.";
  throw new LambdaError("Runtime.CallbackHandlerDeprecated", message);
}

function serialize(result: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LambdaError("Runtime.MarshalError", `Unable to stringify response body: ${reason}`);
  }
  if (text === undefined) return "null";
  if (Buffer.byteLength(text) > MAX_RESPONSE_BYTES) {
    const message = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
    throw new LambdaError("Function.ResponseSizeTooLarge", message);
  }
  return text;
}

function asUnhandled(error: unknown): LambdaError {
  const { name, message, trace } = asLambdaError(error);
  return new LambdaError("Runtime.UnhandledPromiseRejection", `${name}: ${message}`, trace);
}
