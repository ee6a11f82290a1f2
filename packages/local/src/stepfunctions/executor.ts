import { nameOf } from "../wire/arn";
import { log } from "../wire/log";
import { type Store, transact } from "../wire/store";
import type { Definition, Json } from "./asl";
import type { Execution, ExecutionStatus, Executions, NewExecution } from "./execution-rows";
import { ExecutionEnded, StateFailure } from "./failure";
import { runFlow } from "./flow";
import { failureDetails, type History } from "./history";
import { begin, createTrack, positionOf, redriveRow } from "./position";
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
  const { store, executions, history } = options;
  const live = new Map<string, AbortController>();

  /** One transaction: the last event, and the execution's end. */
  const end = (
    arn: string,
    status: Exclude<ExecutionStatus, "RUNNING" | "SUCCEEDED">,
    error: string | undefined,
    cause: string | undefined,
  ) => {
    const kind = END_EVENTS[status];
    transact(store, () => {
      history.append(arn, {
        type: kind,
        previous: history.lastId(arn),
        details: {
          [`${kind[0]?.toLowerCase()}${kind.slice(1)}EventDetails`]: failureDetails(error, cause),
        },
      });
      const stopped = Date.now();
      executions.update(arn, { status, error: error ?? null, cause: cause ?? null, stopped });
    });
    live.get(arn)?.abort();
    live.delete(arn);
    options.changed(arn);
  };

  const launch = (execution: Execution) => {
    const { arn } = execution;
    const controller = new AbortController();
    live.set(arn, controller);
    const definition = JSON.parse(execution.definition) as Definition;
    const run = createRun(options, execution, controller.signal);
    const ended = Promise.race([
      runFlow(run, definition, positionOf(execution), { track: createTrack(options, arn) }),
      timeLimit(definition, execution, options.secondMs, controller.signal),
    ]);
    ended
      .then(() => {
        controller.abort();
        live.delete(arn);
      })
      .catch((reason: unknown) => {
        if (controller.signal.aborted || reason instanceof ExecutionEnded) return;
        if (reason === TIMED_OUT) return end(arn, "TIMED_OUT", "States.Timeout", undefined);
        if (reason instanceof StateFailure) return end(arn, "FAILED", reason.error, reason.reason);
        log.error("step functions failed", reason, { execution: arn });
        end(arn, "FAILED", "States.Runtime", "The laptop cloud failed; its log says why.");
      })
      .catch((error: unknown) => log.error("step functions could not end", error, { arn }));
  };

  const launchStored = (arn: string) => {
    const execution = executions.get(arn);
    if (execution && !live.has(arn)) launch(execution);
  };

  return {
    start(execution) {
      transact(store, () => {
        executions.add(execution);
        begin(options, execution);
      });
      options.changed(execution.arn);
      launchStored(execution.arn);
    },
    stop: (arn, { error, cause }) => end(arn, "ABORTED", error, cause),
    redrive(arn) {
      transact(store, () => redriveRow(options, arn));
      options.changed(arn);
      launchStored(arn);
    },
    resume() {
      const running = executions.list({ status: "RUNNING", limit: Number.MAX_SAFE_INTEGER });
      for (const { arn } of running.reverse()) launchStored(arn);
    },
    close() {
      for (const controller of live.values()) controller.abort();
      live.clear();
    },
  };
}

const END_EVENTS = {
  ABORTED: "ExecutionAborted",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
} as const;

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
