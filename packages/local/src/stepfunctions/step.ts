import { type RunOptions, StateMachine } from "aws-local-stepfunctions";
import type { Json, State } from "./asl";
import { ExecutionEnded, StateFailure } from "./failure";
import { CONTEXT_ROOT, LONGEST_TIMER_SECONDS, normalizeState } from "./normalize";
import { prepareTemplate } from "./template";

export interface Step {
  readonly name: string;
  readonly state: State;
  readonly input: Json;
  /** The context object, `$$`, as AWS documents it. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** How long one second of the definition lasts, in milliseconds. */
  readonly secondMs: number;
  /** What the state does between its input and output processing. Called again at every retry. */
  perform(effectiveInput: Json): Promise<Json>;
  /** An attempt failed; Retry or Catch may still handle it. */
  attemptFailed?(error: string): void;
}

export interface Outcome {
  /** The state that follows; undefined at the end of the flow. */
  readonly next: string | undefined;
  readonly output: Json;
  /** The failure was handled by a Catch. */
  readonly caught: boolean;
}

const END = "end";

/**
 * Runs one state with the engine: its paths, templates, choices, Retry and Catch. The engine is given
 * a machine that starts at this state and in which every state it can go to only reports that it was
 * reached; so who writes the position down stands between any two states.
 * Throws `StateFailure` for what Retry and Catch left, `ExecutionEnded` when the signal fired.
 */
export async function runStep(step: Step): Promise<Outcome> {
  step.signal.throwIfAborted();
  let outcome: Outcome | undefined;
  const exits: Record<string, unknown> = {};
  const handlers: NonNullable<RunOptions["overrides"]>["taskResourceLocalHandlers"] = {};
  const exit = (next: string | undefined, caught = false): string => {
    const name = `${caught ? "caught" : "next"}:${next ?? END}`;
    exits[name] = { Type: "Task", Resource: NO_RESOURCE, End: true };
    handlers[name] = (output) => {
      outcome = { next, output: output as Json, caught };
      return null;
    };
    return name;
  };
  const normal = normalizeState(step.state);
  const whole = normal.InputPath === undefined ? { value: step.input } : undefined;
  const parameters = prepareTemplate(normal.Parameters, whole);
  if (normal.Parameters !== undefined) normal.Parameters = parameters.template as Json;
  const state = withExits(normal, step.secondMs, exit);
  handlers[step.name] = async (input) => {
    if (step.signal.aborted) throw new ExecutionEnded();
    return (await step.perform(parameters.finish(input as Json))) as never;
  };
  await drive({ [step.name]: state, ...exits }, step, handlers);
  if (!outcome) throw new ExecutionEnded();
  return outcome;
}

const NO_RESOURCE = "arn:aws:lambda:local:000000000000:function:none";

async function drive(
  states: Record<string, unknown>,
  step: Step,
  taskResourceLocalHandlers: NonNullable<RunOptions["overrides"]>["taskResourceLocalHandlers"] &
    object,
): Promise<void> {
  const machine = new StateMachine({ StartAt: step.name, States: states } as never, {
    validationOptions: { noValidate: true }, // was validated whole; a step is not a complete machine
  });
  const run = machine.run(step.input as never, {
    context: { [CONTEXT_ROOT]: step.context },
    overrides: { taskResourceLocalHandlers },
    noThrowOnAbort: true,
  });
  step.signal.addEventListener("abort", run.abort, { once: true });
  const [result] = await Promise.allSettled([run.result, watchFailures(run.eventLogs, step)]);
  step.signal.removeEventListener("abort", run.abort);
  if (step.signal.aborted) throw new ExecutionEnded();
  if (result.status === "rejected") throw failureOf(result.reason, step.state);
}

async function watchFailures(
  events: ReturnType<StateMachine["run"]>["eventLogs"],
  step: Step,
): Promise<void> {
  for await (const event of events) {
    if (event.type === "StateFailed") step.attemptFailed?.(event.Error);
  }
}

/** The engine wraps what a state threw in an ExecutionError. */
function failureOf(reason: unknown, state: State): StateFailure {
  const cause = reason instanceof Error ? reason.cause : undefined;
  if (cause instanceof StateFailure) return cause;
  if (!(cause instanceof Error)) {
    return new StateFailure("States.Runtime", String(reason), { handled: false });
  }
  if (state.Type === "Fail" && !cause.name.startsWith("States.")) {
    const named = state.Error !== undefined || state.ErrorPath !== undefined;
    const explained = state.Cause !== undefined || state.CausePath !== undefined;
    return new StateFailure(named ? cause.name : undefined, explained ? cause.message : undefined);
  }
  if (cause.name === "SyntaxError")
    return new StateFailure("States.IntrinsicFailure", cause.message);
  const name = cause.name.startsWith("States.") ? cause.name : "States.Runtime";
  return new StateFailure(name, cause.message, { handled: name !== "States.Runtime" });
}

/** What the engine need not know: a Task is all it is told for states whose work is `perform`. */
function withExits(
  state: State,
  secondMs: number,
  exit: (next: string | undefined, caught?: boolean) => string,
): unknown {
  const { Next, End, Default, Choices, Catch, Retry, ...rest } = state;
  if (state.Type === "Choice") {
    return {
      ...rest,
      Choices: Choices?.map((rule) => ({ ...rule, Next: exit(rule.Next) })),
      ...(Default === undefined ? {} : { Default: exit(Default) }),
    };
  }
  if (state.Type === "Fail") return rest;
  const { Result: _result, ItemSelector: _selector, ...fields } = rest;
  if (state.Type === "Map") delete fields.Parameters; // the older name of ItemSelector
  return {
    ...fields,
    Type: "Task",
    Resource: NO_RESOURCE,
    ...timeout(state, secondMs),
    ...(Retry ? { Retry: Retry.map((retrier) => scaled(retrier, secondMs)) } : {}),
    ...(Catch ? { Catch: Catch.map((one) => withExit(one, exit)) } : {}),
    Next: exit(Next),
  };
}

function withExit(
  catcher: NonNullable<State["Catch"]>[number],
  exit: (next: string, caught: boolean) => string,
) {
  const { ResultPath, ...rest } = catcher;
  const place = ResultPath === undefined || ResultPath === "$" ? {} : { ResultPath };
  return { ...rest, ...place, Next: exit(catcher.Next, true) };
}

/** Without a timeout the engine would give up after 60 seconds; AWS waits for over three years. */
function timeout(state: State, secondMs: number) {
  if (state.TimeoutSecondsPath !== undefined) return {};
  if (state.TimeoutSeconds === undefined) return { TimeoutSeconds: LONGEST_TIMER_SECONDS };
  const seconds = (state.TimeoutSeconds * secondMs) / 1000;
  return { TimeoutSeconds: Math.min(seconds, LONGEST_TIMER_SECONDS) };
}

function scaled(retrier: NonNullable<State["Retry"]>[number], secondMs: number) {
  const longest = retrier.MaxDelaySeconds ?? LONGEST_TIMER_SECONDS;
  return {
    ...retrier,
    IntervalSeconds: ((retrier.IntervalSeconds ?? 1) * secondMs) / 1000,
    MaxDelaySeconds: Math.min((longest * secondMs) / 1000, LONGEST_TIMER_SECONDS),
  };
}
