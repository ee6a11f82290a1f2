import { REGION } from "../wire/arn";
import { isObject, type Json, type State } from "./asl";
import { isInvokeIntegration } from "./definition";
import { assertSize, StateFailure } from "./failure";
import { failureDetails, type NewEvent } from "./history";
import { asJson, type Run, type Thread } from "./run";

const MAX_CAUSE_CHARS = 32_768;

/** Lambda tasks of one state, an attempt at a time. */
export interface Task {
  attempt(input: Json): Promise<Json>;
  /** The engine has given the attempt up after the state's timeout; what it still answers is dropped. */
  timedOut(): void;
}

export function createTask(run: Run, thread: Thread, name: string, state: State): Task {
  const call = isInvokeIntegration(state.Resource ?? "") ? integration(state) : plain(state);
  let current = 0;
  let open = false;
  const event = (kind: string, details: Record<string, Json> = {}) =>
    thread.append({ ...call.event(kind, details), state: name });
  return {
    async attempt(input) {
      const attempt = ++current;
      const { functionName, payload } = call.target(input);
      event("Scheduled", call.scheduled(input));
      event("Started");
      open = true;
      try {
        const result = call.result(asJson(await run.invoke(functionName, asJson(payload))));
        assertSize(result, name);
        if (attempt === current) {
          open = false;
          event("Succeeded", {
            output: JSON.stringify(result),
            outputDetails: { truncated: false },
          });
        }
        return result;
      } catch (error) {
        const failure = lambdaFailure(error);
        const { error: code, reason } = failure;
        if (attempt === current && !run.signal.aborted) {
          open = false;
          event("Failed", failureDetails(code, reason));
        }
        throw failure;
      }
    },
    timedOut() {
      if (!open) return; // the function itself has failed with this name
      open = false;
      current++;
      if (!run.signal.aborted) event("TimedOut", { error: "States.Timeout" });
    },
  };
}

interface Call {
  target(input: Json): { functionName: string; payload: Json };
  scheduled(input: Json): Record<string, Json>;
  result(payload: Json): Json;
  event(kind: string, details: Record<string, Json>): Pick<NewEvent, "details" | "type">;
}

/** The resource is the function: its input is the payload, its result the payload it answers. */
function plain(state: State): Call {
  const resource = state.Resource ?? "";
  return {
    target: (input) => ({ functionName: functionName(resource), payload: input }),
    scheduled: (input) => ({
      resource,
      input: JSON.stringify(input),
      inputDetails: { truncated: false },
    }),
    result: (payload) => payload,
    event: (kind, details) => ({
      type: `LambdaFunction${kind}`,
      details: Object.keys(details).length
        ? { [`lambdaFunction${kind}EventDetails`]: details }
        : {},
    }),
  };
}

/** `lambda:invoke`: function and payload are parameters, the result is the answer of Lambda's API. */
function integration(state: State): Call {
  const service = { resourceType: "lambda", resource: "invoke" };
  return {
    target(input) {
      const parameters = isObject(input) ? input : {};
      if (typeof parameters.FunctionName !== "string") {
        const where = JSON.stringify(state.Parameters);
        throw new StateFailure("States.Runtime", `No FunctionName in the Parameters ${where}`);
      }
      const payload = parameters.Payload ?? {};
      return { functionName: functionName(parameters.FunctionName), payload: payload as Json };
    },
    scheduled: (input) => ({ region: REGION, parameters: JSON.stringify(input) }),
    result: (payload) => ({
      ExecutedVersion: "$LATEST",
      Payload: payload,
      SdkHttpMetadata: { HttpStatusCode: 200 },
      StatusCode: 200,
    }),
    event: (kind, details) => ({
      type: `Task${kind}`,
      details: { [`task${kind}EventDetails`]: { ...service, ...details } },
    }),
  };
}

/** The name in a function's ARN, partial ARN or plain name, without version or alias. */
function functionName(reference: string): string {
  const name = reference.split(":function:").at(-1) ?? reference;
  return name.split(":")[0] ?? name;
}

/** As Lambda reports it: the error type is the error, the whole report as JSON text the cause. */
function lambdaFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  if (!(error instanceof Error)) return new StateFailure("Error", JSON.stringify(error));
  const trace = (error.stack ?? "").split("\n").map((line) => line.trim());
  const report = { errorType: error.name, errorMessage: error.message, trace: trace.slice(0, 20) };
  return new StateFailure(error.name, JSON.stringify(report).slice(0, MAX_CAUSE_CHARS));
}
