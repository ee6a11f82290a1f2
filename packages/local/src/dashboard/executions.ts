import type { StateStatus } from "../stepfunctions/state-statuses";
import type {
  ExecutionEvent,
  ExecutionSummary,
  ExecutionView,
} from "../stepfunctions/stepfunctions";
import { type Graph, layOut } from "./graph";
import type { DashboardParts } from "./parts";
import { type Routes, Unanswerable } from "./routes";

export interface ExecutionList {
  /** Newest first. */
  readonly executions: readonly ExecutionSummary[];
  readonly machines: readonly string[];
}

/** What one state got and gave, the last time it ran. JSON is text, as it was recorded. */
export interface StateRun {
  readonly status: StateStatus;
  readonly entered: string | null;
  readonly exited: string | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** How often it was entered: more than once in a Map or a loop. */
  readonly visits: number;
  /** How often its task failed. */
  readonly failures: number;
}

export interface ExecutionDrawing extends Omit<ExecutionView, "definition" | "states"> {
  readonly graph: Graph;
  readonly states: Readonly<Record<string, StateRun>>;
  /** How many events there are beside those in `history`, which are the last. */
  readonly earlierEvents: number;
}

const LISTED = 200;
const SHOWN_EVENTS = 500;

export function executionRoutes({ stepFunctions, plan }: DashboardParts): Routes {
  return {
    "GET /executions": ({ query }): ExecutionList => {
      const machine = query.get("machine");
      const machines = plan.machines.map(({ name }) => name);
      if (machine && !machines.includes(machine)) {
        throw new Unanswerable(`There is no state machine ${machine}.`);
      }
      const filter = { limit: LISTED, ...(machine ? { machine } : {}) };
      return { executions: stepFunctions.executions(filter), machines };
    },
    "GET /executions/:arn": ({ param }): ExecutionDrawing => {
      const { definition, states, history, ...rest } = stepFunctions.execution(param("arn"));
      return {
        ...rest,
        graph: layOut(definition),
        states: runsOf(states, history),
        history: history.slice(-SHOWN_EVENTS),
        earlierEvents: Math.max(0, history.length - SHOWN_EVENTS),
      };
    },
  };
}

/** What the history says about each state that was reached. */
export function runsOf(
  statuses: Readonly<Record<string, StateStatus>>,
  history: readonly ExecutionEvent[],
): Record<string, StateRun> {
  const runs: Record<string, StateRun> = {};
  for (const [name, status] of Object.entries(statuses)) runs[name] = { ...NOTHING, status };
  for (const { type, state, time, details } of history) {
    const run = state === null ? undefined : runs[state];
    if (state === null || !run) continue;
    const { input, output, error, cause } = partsOf(details);
    if (type.endsWith("StateEntered")) {
      const visits = run.visits + 1;
      // The error of an earlier visit says nothing about this one.
      runs[state] = { ...NOTHING, status: run.status, visits, entered: time, input };
    } else if (type.endsWith("StateExited")) {
      runs[state] = { ...run, exited: time, output };
    } else if (error !== null || cause !== null) {
      runs[state] = { ...run, error, cause, failures: run.failures + 1 };
    }
  }
  return runs;
}

const NOTHING: Omit<StateRun, "status"> = {
  entered: null,
  exited: null,
  input: null,
  output: null,
  error: null,
  cause: null,
  visits: 0,
  failures: 0,
};

/** An event's details are one member, such as `stateEnteredEventDetails`. */
function partsOf(details: ExecutionEvent["details"]) {
  const [one] = Object.values(details);
  const members = typeof one === "object" && one !== null && !Array.isArray(one) ? one : {};
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const { input, output, error, cause } = members;
  return { input: text(input), output: text(output), error: text(error), cause: text(cause) };
}
