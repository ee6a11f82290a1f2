import type { Definition, Json } from "./asl";
import type { Execution, ExecutionStatus, Executions, NewExecution } from "./execution-rows";
import { enter } from "./flow";
import { failureDetails, type History } from "./history";
import type { Run } from "./run";
import type { Position, Track } from "./work";

export interface ExecutionRecords {
  readonly executions: Executions;
  readonly history: History;
}

/** Stores the first two events of an execution and its position. Within a transaction. */
export function begin({ history, executions }: ExecutionRecords, execution: NewExecution): void {
  const { arn, input, role, state, definition } = execution;
  const details = { input, inputDetails: { truncated: false }, roleArn: role };
  const previous = history.append(arn, {
    type: "ExecutionStarted",
    previous: 0,
    details: { executionStartedEventDetails: details },
  });
  const run = { append: (event: Parameters<Run["append"]>[0]) => history.append(arn, event) };
  const flow = JSON.parse(definition) as Definition;
  const position = enter(run, flow, { state, input: JSON.parse(input) as Json, previous });
  executions.update(arn, columns(position));
}

/** How an execution ends that does not reach its end. */
export interface Ending {
  readonly status: Exclude<ExecutionStatus, "RUNNING" | "SUCCEEDED">;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

const END_EVENTS = {
  ABORTED: { type: "ExecutionAborted", details: "executionAbortedEventDetails" },
  FAILED: { type: "ExecutionFailed", details: "executionFailedEventDetails" },
  TIMED_OUT: { type: "ExecutionTimedOut", details: "executionTimedOutEventDetails" },
} as const;

/** Stores the last event and the end. Within a transaction. */
export function storeEnd(
  { history, executions }: ExecutionRecords,
  arn: string,
  { status, error, cause }: Ending,
): void {
  const { type, details } = END_EVENTS[status];
  const previous = history.lastId(arn);
  history.append(arn, { type, previous, details: { [details]: failureDetails(error, cause) } });
  const stopped = Date.now();
  executions.update(arn, { status, error: error ?? null, cause: cause ?? null, stopped });
}

/** Sets an ended execution to run again, where it ended. Within a transaction. */
export function redriveRow({ history, executions }: ExecutionRecords, arn: string): void {
  const redriveCount = (executions.get(arn)?.redriveCount ?? 0) + 1;
  const event = history.append(arn, {
    type: "ExecutionRedriven",
    previous: history.lastId(arn),
    details: { executionRedrivenEventDetails: { redriveCount } },
  });
  executions.update(arn, {
    status: "RUNNING",
    redriveCount,
    redriven: Date.now(),
    enteredEvent: event,
    waitUntil: null,
    error: null,
    cause: null,
    stopped: null,
  });
}

const columns = ({ state, input, event, enteredAt }: Position) => ({
  state,
  stateInput: JSON.stringify(input),
  enteredEvent: event,
  enteredAt,
  waitUntil: null,
});

/** Where a stored execution goes on. */
export const positionOf = (execution: Execution): Position => ({
  state: execution.state,
  input: JSON.parse(execution.stateInput) as Json,
  event: execution.enteredEvent,
  enteredAt: execution.enteredAt,
  waitUntil: execution.waitUntil,
});

/** Keeps an execution's row in step with its events. */
export function createTrack({ executions, history }: ExecutionRecords, arn: string): Track {
  return {
    moved: (position) => executions.update(arn, columns(position)),
    waiting: (waitUntil) => executions.update(arn, { waitUntil }),
    ended(result, exit) {
      const output = JSON.stringify(result);
      const details = { output, outputDetails: { truncated: false } };
      history.append(arn, {
        type: "ExecutionSucceeded",
        previous: exit,
        details: { executionSucceededEventDetails: details },
      });
      executions.update(arn, { status: "SUCCEEDED", output, stopped: Date.now() });
    },
  };
}
