import { allStates, type Definition, innerFlows, type State } from "./asl";
import type { ExecutionStatus } from "./execution-rows";
import type { HistoryEvent } from "./history";

export type StateStatus = "caught" | "failed" | "running" | "succeeded";

/** How far each state of the definition has come, for a drawing. States not reached are not in it. */
export function stateStatuses(
  definition: Definition,
  history: readonly HistoryEvent[],
  status: ExecutionStatus,
): Record<string, StateStatus> {
  const states = new Map<string, State>(allStates(definition));
  const open = new Map<string, number>();
  const result: Record<string, StateStatus> = {};
  for (const { type, state, caught } of history) {
    if (state === null) continue;
    if (type.endsWith("StateEntered")) {
      open.set(state, (open.get(state) ?? 0) + 1);
      result[state] = "running";
    } else if (type.endsWith("StateExited")) {
      const left = (open.get(state) ?? 1) - 1;
      open.set(state, left);
      // of a Map's many visits, one that was caught or still runs is what a reader wants to see
      if (caught) result[state] = "caught";
      else if (left === 0 && result[state] === "running") result[state] = "succeeded";
      endInner(states.get(state), open, result);
    } else if (type === "ParallelStateStarted" || type === "MapStateStarted") {
      endInner(states.get(state), open, result); // begun again, after a Retry or a restart
    }
  }
  if (status !== "RUNNING") failOpen(Object.keys(result), open, result);
  return result;
}

/** What a failed branch left unfinished ended with the Parallel or Map around it. */
function endInner(
  state: State | undefined,
  open: Map<string, number>,
  result: Record<string, StateStatus>,
): void {
  if (!state) return;
  failOpen(
    innerFlows(state)
      .flatMap(allStates)
      .map(([name]) => name),
    open,
    result,
  );
}

function failOpen(
  names: readonly string[],
  open: Map<string, number>,
  result: Record<string, StateStatus>,
): void {
  for (const name of names) {
    if (!open.get(name)) continue;
    open.set(name, 0);
    result[name] = "failed";
  }
}
