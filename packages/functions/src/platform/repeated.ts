import type { StateMachineDefinition } from "./manifest.schema";

type States = Record<string, StateMachineDefinition["States"][string]>;

interface Repeated {
  /** The step's function. It answers `{ done }`. */
  readonly run: string;
  readonly next: string;
  /** The state that follows a failure. */
  readonly failed: string;
}

/** Tries again for minutes: what a pipeline like this does takes hours, and must not end for a bad moment. */
const RETRY = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 }];

/** A step that does some of the work each time, and is run until it says that it is done. */
export function repeated({ run, next, failed }: Repeated): States {
  const isDone = `Done: ${run}`;
  return {
    [run]: { ...stepState(run, failed), ResultPath: "$.step", Next: isDone },
    [isDone]: {
      Type: "Choice",
      Choices: [{ Variable: "$.step.done", BooleanEquals: true, Next: next }],
      Default: run,
    },
  };
}

/** A step that is run once, and tried again where it fails. */
export function stepState(run: string, failed?: string) {
  const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: failed }];
  return {
    Type: "Task",
    Resource: `step:${run}`,
    ResultPath: null,
    Retry: RETRY,
    ...(failed ? { Catch } : {}),
  };
}
