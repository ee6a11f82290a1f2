import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { AwsError } from "../wire/aws-error";
import { log } from "../wire/log";
import type { AwsService } from "../wire/service";
import { openStore, type Store } from "../wire/store";
import { createEventInvocations, RETRY_DELAYS_MS } from "./event-invocations";
import type { Invoke, LambdaFunction, RawCall } from "./function-call";
import { asLambdaError } from "./function-error";
import { type BuildReport, createHandlers, type Handler } from "./handlers";
import { functionArn, runInvocation } from "./invocation";
import { lambdaProtocol } from "./invoke-protocol";
import { captureOutput } from "./output";
import { ownFailures } from "./stray-failures";

export interface FunctionLine {
  readonly functionName: string;
  readonly requestId: string;
  readonly line: string;
}

export interface LambdaOptions {
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** For the built modules; emptied at first. */
  readonly outDir: string;
  /** A line that a function wrote to stdout or stderr, or how its invocation failed. */
  readonly onLog: (line: FunctionLine) => void;
  readonly onBuild: (report: BuildReport) => void;
  /** Where accepted `Event` invocations are kept. Without it they last as long as the process. */
  readonly store?: Store;
  /** Default: the repository's. */
  readonly tsconfig?: string;
  /** A folder where starts share the packages that they have bundled. Each bundles its own without it. */
  readonly sharedPackages?: string | undefined;
  /** Whether saving a source file puts it in service; default true. */
  readonly watch?: boolean;
  readonly retryDelaysMs?: readonly number[];
}

export interface Lambda extends AwsService {
  readonly functionNames: readonly string[];
  readonly invoke: Invoke;
}

/** The most bytes of a request. Source: the error message of the service itself. */
const MAX_REQUEST_BYTES = 6_291_456;
const TSCONFIG = fileURLToPath(new URL("../../../../tsconfig.json", import.meta.url));

/** Builds, loads and serves the functions in this process. Stack traces point into the sources. */
export async function createLambda(options: LambdaOptions): Promise<Lambda> {
  const { functions, outDir, onLog, onBuild, tsconfig = TSCONFIG, watch = true } = options;
  const { sharedPackages } = options;
  setEnvironment(functions);
  process.setSourceMapsEnabled(true);
  const releaseOutput = captureOutput();
  const releaseFailures = ownFailures();
  const entries = Object.fromEntries(
    Object.entries(functions).map(([name, { entry }]) => [name, entry]),
  );
  const handlers = await createHandlers({
    entries,
    outDir,
    tsconfig,
    watch,
    onBuild,
    sharedPackages,
  });

  function call(raw: RawCall): Promise<string> {
    const { functionName, requestId, payload } = raw;
    const { timeoutSeconds } = find(functions, functionName);
    refuseTooLarge(payload);
    const onLine = (line: string) => {
      onLog({ functionName, requestId, line });
      raw.onLine?.(line);
    };
    // Looked up at the call, not before: what was saved meanwhile is what answers.
    const handler: Handler = handlerOf(functionName, onLine);
    return runInvocation({ timeoutSeconds, ...raw, handler, onLine });
  }

  function handlerOf(functionName: string, onLine: (line: string) => void): Handler {
    try {
      return handlers.get(functionName);
    } catch (error) {
      onLine(String(error));
      throw asLambdaError(error);
    }
  }

  const events = createEventInvocations({
    store: options.store ?? openStore(":memory:"),
    invoke: async (invocation) => call(invocation),
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
  });

  return {
    scopes: ["lambda"],
    functionNames: Object.keys(functions),
    async invoke(functionName, payload, { timeoutSeconds, onRequestId } = {}) {
      const requestId = randomUUID();
      onRequestId?.(requestId);
      const text = JSON.stringify(payload ?? null);
      const limit = timeoutSeconds === undefined ? {} : { timeoutSeconds };
      return JSON.parse(await call({ functionName, payload: text, requestId, ...limit }));
    },
    handle: lambdaProtocol({
      names: Object.keys(functions),
      find: (name) => find(functions, name),
      call,
      accept: events.accept,
    }),
    async close() {
      events.close();
      await handlers.close();
      releaseOutput();
      releaseFailures();
    },
  };
}

function find(functions: Readonly<Record<string, LambdaFunction>>, name: string): LambdaFunction {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found) return found;
  const message = `Function not found: ${functionArn(name)}`;
  throw new AwsError("ResourceNotFoundException", message, { status: 404 });
}

function refuseTooLarge(payload: string) {
  if (Buffer.byteLength(payload) <= MAX_REQUEST_BYTES) return;
  const message = `Request must be smaller than ${MAX_REQUEST_BYTES} bytes for the InvokeFunction operation`;
  throw new AwsError("RequestTooLargeException", message, { status: 413 });
}

function setEnvironment(functions: Readonly<Record<string, LambdaFunction>>) {
  const set = new Map<string, string>();
  for (const [functionName, { environment = {} }] of Object.entries(functions)) {
    for (const [name, value] of Object.entries(environment)) {
      if (set.has(name) && set.get(name) !== value) {
        log.info("functions want different values of a variable; the last one counts", {
          name,
          functionName,
        });
      }
      set.set(name, value);
      process.env[name] = value;
    }
  }
}
