import type { Pipeline, StateMachineDefinition } from "./manifest.schema";

interface Step<Name extends string> {
  /** The step's function, such as `chargeCard`. */
  readonly run: Name;
  /** The function that takes it back, should a later step fail. */
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
 * A saga as a state machine: the steps in turn; on a failure the undo steps of those that succeeded, in
 * reverse, then `failed`, then the end. Every step gets the execution's input, so each stands alone, and
 * what it threw under `error`. What is transient is tried three times, everything else twice.
 */
export function saga<const Name extends string>(input: {
  steps: readonly [Step<Name>, ...Step<Name>[]];
  /** Called last when the saga failed, to say so. */
  failed: Name;
}): Pipeline & { readonly steps: readonly Name[] } {
  const { steps, failed } = input;
  const states: States = {};
  let rollback = `Undo: ${failed}`;
  states[rollback] = { ...task(failed), Next: "Failed" };
  states.Failed = { Type: "Fail", Error: "SagaFailed", Cause: "A step failed and all was undone." };

  for (const [index, { run, undo }] of steps.entries()) {
    const next = steps[index + 1];
    states[run] = {
      ...task(run),
      ResultPath: null,
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: rollback }],
      ...(next ? { Next: next.run } : { End: true }),
    };
    if (!undo) continue;
    states[`Undo: ${undo}`] = { ...task(undo), Next: rollback };
    rollback = `Undo: ${undo}`;
  }
  const names = steps.flatMap(({ run, undo }) => (undo ? [run, undo] : [run]));
  return {
    definition: { StartAt: steps[0].run, States: states },
    steps: [...new Set([...names, failed])],
  };
}

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
