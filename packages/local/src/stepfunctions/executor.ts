import { nameOf } from "../wire/arn";
import { log } from "../wire/log";
import { type Store, transact } from "../wire/store";
import type { Definition, Json } from "./asl";
import type { Execution, Executions, NewExecution } from "./execution-rows";
import { ExecutionEnded, StateFailure } from "./failure";
import { runFlow } from "./flow";
import type { History } from "./history";
import { begin, createTrack, type Ending, positionOf, redriveRow, storeEnd } from "./position";
import { type Invoke, type Run, sleepUntil } from "./run";

export interface Executor {
  /** Stores the execution and sets it going. */
  start(execution: NewExecution): void;
  /** Ends a running execution from outside. */
  stop(arn: string, why: { error?: string | undefined; cause?: string | undefined }): void;
  /** Sets an ended execution going again at the state it ended in. */
  redrive(arn: string): void;
  /** Sets every execution going that was running when the process ended. */
  resume(): void;
  /** Leaves the running executions as they are stored, to be resumed. */
  close(): void;
}

export interface ExecutorOptions {
  readonly store: Store;
  readonly executions: Executions;
  readonly history: History;
  readonly invoke: Invoke;
  readonly secondMs: number;
  /** Told after each stored event. */
  changed(arn: string): void;
}

export function createExecutor(options: ExecutorOptions): Executor {
  const { store, executions } = options;
  const live = new Map<string, AbortController>();
  const end = (arn: string, how: Ending) => {
    transact(store, () => storeEnd(options, arn, how));
    live.get(arn)?.abort();
    live.delete(arn);
    options.changed(arn);
  };
  const launch = (arn: string) => {
    const execution = executions.get(arn);
    if (!execution || live.has(arn)) return;
    const controller = new AbortController();
    const { signal } = controller;
    live.set(arn, controller);
    play(options, execution, signal)
      .then(() => {
        controller.abort(); // ends its time limit
        live.delete(arn);
      })
      .catch((reason: unknown) => {
        if (!signal.aborted) end(arn, endingOf(reason, arn));
      })
      .catch((error: unknown) => log.error("an execution could not end", error, { arn }));
  };
  return {
    start(execution) {
      transact(store, () => {
        executions.add(execution);
        begin(options, execution);
      });
      options.changed(execution.arn);
      launch(execution.arn);
    },
    stop: (arn, { error, cause }) => end(arn, { status: "ABORTED", error, cause }),
    redrive(arn) {
      transact(store, () => redriveRow(options, arn));
      options.changed(arn);
      launch(arn);
    },
    resume() {
      const running = executions.list({ status: "RUNNING", limit: Number.MAX_SAFE_INTEGER });
      for (const { arn } of running.reverse()) launch(arn);
    },
    close() {
      for (const controller of live.values()) controller.abort();
      live.clear();
    },
  };
}

/** Runs an execution from where it is stored to its end, or to its time limit. */
async function play(options: ExecutorOptions, execution: Execution, signal: AbortSignal) {
  const definition = JSON.parse(execution.definition) as Definition;
  const run = createRun(options, execution, signal);
  const track = createTrack(options, execution.arn);
  await Promise.race([
    runFlow(run, definition, positionOf(execution), { track }),
    timeLimit(definition, execution, options.secondMs, signal),
  ]);
}

const TIMED_OUT = Symbol("timed out");

async function timeLimit(
  { TimeoutSeconds }: Definition,
  { started, redriven }: Execution,
  secondMs: number,
  signal: AbortSignal,
): Promise<never> {
  const limit = TimeoutSeconds === undefined ? Number.POSITIVE_INFINITY : TimeoutSeconds * secondMs;
  await sleepUntil((redriven ?? started) + limit, signal);
  throw TIMED_OUT;
}

function endingOf(reason: unknown, execution: string): Ending {
  if (reason === TIMED_OUT) return { status: "TIMED_OUT", error: "States.Timeout" };
  if (reason instanceof StateFailure) {
    return { status: "FAILED", error: reason.error, cause: reason.reason };
  }
  log.error("step functions failed", reason, { execution });
  const cause = "The laptop cloud failed; its log says why.";
  return { status: "FAILED", error: "States.Runtime", cause };
}

function createRun(options: ExecutorOptions, execution: Execution, signal: AbortSignal): Run {
  const { arn, name, machine, role, started, input } = execution;
  return {
    invoke: options.invoke,
    secondMs: options.secondMs,
    signal,
    context: {
      Execution: {
        Id: arn,
        Input: JSON.parse(input) as Json,
        Name: name,
        RoleArn: role,
        StartTime: new Date(started).toISOString(),
      },
      StateMachine: { Id: machine, Name: nameOf(machine) },
    },
    append(event) {
      if (signal.aborted) throw new ExecutionEnded();
      const id = options.history.append(arn, event);
      options.changed(arn);
      return id;
    },
    transact: (change) => transact(options.store, change),
  };
}
