import { jsonProtocol } from "../wire/json-protocol";
import { log } from "../wire/log";
import type { AwsService } from "../wire/service";
import type { Store } from "../wire/store";
import type { Definition } from "./asl";
import { machineArn } from "./check";
import { executionOf, executionOperations, startExecution } from "./execution-operations";
import { type Execution, type ExecutionStatus, openExecutions } from "./execution-rows";
import { createExecutor } from "./executor";
import { type History, type HistoryEvent, openHistory } from "./history";
import { createMachine, updateMachine } from "./machine";
import { machineOperations } from "./machine-operations";
import { openMachines } from "./machine-rows";
import type { Invoke } from "./run";
import { type StateStatus, stateStatuses } from "./state-statuses";

export interface StepFunctionsOptions {
  readonly store: Store;
  readonly invoke: Invoke;
  /** How long one second of Wait, Retry and timeouts lasts, in milliseconds. 1000, less in tests. */
  readonly secondMs?: number;
}

/** An execution in a list. Instants are UTC ISO 8601. */
export interface ExecutionSummary {
  readonly arn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly started: string;
  readonly stopped: string | null;
  /** The top-level state it is or was last in. */
  readonly state: string;
  /** When the Wait it is in ends, if it is in one. */
  readonly waitUntil: string | null;
}

export type ExecutionEvent = Omit<HistoryEvent, "time"> & { readonly time: string };

export interface ExecutionView extends ExecutionSummary {
  /** JSON text, as is `output`. */
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly definition: Definition;
  /** Every state it has reached, those inside Parallel and Map too. */
  readonly states: Readonly<Record<string, StateStatus>>;
  readonly history: readonly ExecutionEvent[];
}

export interface StepFunctions extends AwsService {
  /** Creates the machine or brings it up to date, and answers its ARN. Throws `InvalidDefinition`. */
  ensureMachine(name: string, definition: object): string;
  /** StartExecution by the machine's name. The input is a value, not JSON text. Answers the execution's ARN. */
  start(machineName: string, name: string, input: unknown): string;
  /** Newest first, of one machine (by name) or of all. */
  executions(filter: { machine?: string; limit: number }): ExecutionSummary[];
  /** One execution for a drawing of it. Throws `ExecutionDoesNotExist`. */
  execution(arn: string): ExecutionView;
  /** Calls back with an execution's ARN after anything has happened in it. Answers how to stop that. */
  onChange(listener: (executionArn: string) => void): () => void;
}

const ROLE = "arn:aws:iam::000000000000:role/stepfunctions";

/**
 * Step Functions: STANDARD state machines in JSONPath whose tasks are Lambda functions. What has
 * happened is in the store before anything follows from it. Executions that were running when the
 * process ended go on, in the state they were in, as soon as this returns.
 */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { store, invoke, secondMs = 1000 } = options;
  const machines = openMachines(store);
  const executions = openExecutions(store);
  const history = openHistory(store);
  const listeners = new Set<(executionArn: string) => void>();
  const changed = (arn: string) => {
    // after the transaction that stores the change
    queueMicrotask(() => {
      for (const listener of listeners) tell(listener, arn);
    });
  };
  const executor = createExecutor({ store, executions, history, invoke, secondMs, changed });
  const parts = { machines, executions, executor, history };
  const handle = jsonProtocol("com.amazonaws.states", {
    ...machineOperations(parts),
    ...executionOperations(parts),
  });
  const resumed = setImmediate(executor.resume);
  return {
    scopes: ["states"],
    handle,
    async close() {
      clearImmediate(resumed);
      executor.close();
    },
    ensureMachine(name, definition) {
      const text = JSON.stringify(definition);
      const existing = machines.get(machineArn(name));
      if (!existing) return createMachine(machines, { name, definition: text, roleArn: ROLE }).arn;
      const { arn } = existing;
      if (existing.definition !== text)
        updateMachine(machines, { stateMachineArn: arn, definition: text });
      return arn;
    },
    start(machineName, name, input) {
      const text = JSON.stringify(input ?? {});
      return startExecution(parts, { stateMachineArn: machineArn(machineName), name, input: text })
        .arn;
    },
    executions({ machine, limit }) {
      const only = machine === undefined ? undefined : machineArn(machine);
      return executions.list({ machine: only, limit }).map(summary);
    },
    execution: (arn) => viewOf(executionOf(executions, arn), history),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function viewOf(row: Execution, history: History): ExecutionView {
  const definition = JSON.parse(row.definition) as Definition;
  const events = history.read(row.arn, { after: 0, limit: Number.MAX_SAFE_INTEGER });
  const { input, output, error, cause } = row;
  return {
    ...summary(row),
    input,
    output,
    error,
    cause,
    definition,
    states: stateStatuses(definition, events, row.status),
    history: events.map((event) => ({ ...event, time: instant(event.time) })),
  };
}

const summary = (row: Execution): ExecutionSummary => {
  const { arn, machine, name, status, started, stopped, state, waitUntil } = row;
  const maybe = (time: number | null) => (time === null ? null : instant(time));
  return {
    ...{ arn, machine, name, status, state },
    ...{ started: instant(started), stopped: maybe(stopped), waitUntil: maybe(waitUntil) },
  };
};

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();

function tell(listener: (executionArn: string) => void, arn: string): void {
  try {
    listener(arn);
  } catch (error) {
    log.error("a listener of step functions failed", error);
  }
}
