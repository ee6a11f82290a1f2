import type { Pipeline, StateMachineDefinition } from "./manifest.schema";

interface Step<Name extends string> {
  /** The step's function, such as `chargeCard`. */
  readonly run: Name;
  /** The function that takes it back, should it or a later step fail. */
  readonly undo?: Name;
}

type States = Record<string, StateMachineDefinition["States"][string]>;

const TRANSIENT = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "States.Timeout",
];

/**
 * A saga as a state machine: the steps in turn; on a failure the undo steps in reverse, then `failed`,
 * then the end. What failed is undone too: a step that timed out may have done its work, so undoing what
 * was not done must change nothing. An undo step that fails does not keep the others from running; the
 * execution then ends as `SagaNotUndone`, which is for a person to look at. Every step gets the
 * execution's input, so each stands alone, and what was thrown under `error` and `undoError`.
 * @throws Error where a step would be there twice: its state's name is the step's
 */
export function saga<const Name extends string>(input: {
  steps: readonly [Step<Name>, ...Step<Name>[]];
  /** Called last when the saga failed, to say so. */
  failed: Name;
}): Pipeline & { readonly steps: readonly Name[] } {
  const { steps, failed } = input;
  const names = [...steps.flatMap(({ run, undo }) => (undo ? [run, undo] : [run])), failed];
  if (new Set(names).size < names.length) throw new Error(`a step twice in ${names.join(", ")}`);

  const states: States = { ...ENDS };
  let rollback = `Undo: ${failed}`;
  states[rollback] = { ...task(failed), Next: "WasUndone" };
  for (const [index, { run, undo }] of steps.entries()) {
    if (undo) {
      const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.undoError", Next: rollback }];
      states[`Undo: ${undo}`] = { ...task(undo), Catch, Next: rollback };
      rollback = `Undo: ${undo}`;
    }
    const next = steps[index + 1];
    states[run] = {
      ...task(run),
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: rollback }],
      ...(next ? { Next: next.run } : { End: true }),
    };
  }
  return { definition: { StartAt: steps[0].run, States: states }, steps: names };
}

const ENDS: States = {
  WasUndone: {
    Type: "Choice",
    Choices: [{ Variable: "$.undoError", IsPresent: true, Next: "NotUndone" }],
    Default: "Failed",
  },
  Failed: { Type: "Fail", Error: "SagaFailed", Cause: "A step failed and all was undone." },
  NotUndone: {
    Type: "Fail",
    Error: "SagaNotUndone",
    Cause: "A step failed, and undoing failed too: see `undoError`.",
  },
};

function task(step: string) {
  return {
    Type: "Task",
    Resource: `step:${step}`,
    ResultPath: null,
    Retry: [
      { ErrorEquals: TRANSIENT, IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 },
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 2 },
    ],
  };
}
