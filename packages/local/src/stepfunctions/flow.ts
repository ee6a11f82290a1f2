import { type Flow, type Json, type State, stateOf } from "./asl";
import { runBranches } from "./branches";
import { assertSize } from "./failure";
import { entered, exited } from "./history";
import { runItems } from "./items";
import { asJson, type Run, threadFrom } from "./run";
import { runStep, type Step } from "./step";
import { createTask } from "./task";
import { wait } from "./wait";
import type { FlowEnd, InnerFlow, MapItem, Position, Track, Work } from "./work";

interface Scope {
  readonly track?: Track;
  readonly map?: MapItem | undefined;
}

/** Enters a state of a flow. */
export function enter(
  run: Pick<Run, "append">,
  flow: Flow,
  { state, input, previous }: { state: string; input: Json; previous: number },
): Position {
  const event = run.append(entered(state, stateOf(flow, state).Type, input, previous));
  return { state, input, event, enteredAt: Date.now() };
}

/** Runs a flow from a position to its end. Throws the `StateFailure` that no state handled. */
export async function runFlow(
  run: Run,
  flow: Flow,
  from: Position,
  scope: Scope = {},
): Promise<FlowEnd> {
  let at = from;
  for (;;) {
    const here = at;
    const state = stateOf(flow, here.state);
    const thread = threadFrom(run, here.event);
    const work: Omit<Work, "context"> = {
      run,
      thread,
      name: here.state,
      state,
      track: scope.track,
      runInner: (inner) => runInner(inner, scope),
    };
    const outcome = await runStep(visit(work, here, scope.map));
    assertSize(outcome.output, here.state);
    const next = run.transact(() => {
      const exit = run.append(exited(here.state, state.Type, outcome, thread.last));
      const { next: name, output } = outcome;
      if (name === undefined) {
        scope.track?.ended(output, exit);
        return exit;
      }
      const position = enter(run, flow, { state: name, input: output, previous: exit });
      scope.track?.moved(position);
      return position;
    });
    if (typeof next === "number") return { output: outcome.output, event: next };
    at = next;
  }
}

function runInner({ run, flow, input, previous, map }: InnerFlow, outer: Scope): Promise<FlowEnd> {
  const position = enter(run, flow, { state: flow.StartAt, input: asJson(input), previous });
  return runFlow(run, flow, position, { map: map ?? outer.map });
}

/** One visit to a state: what it does, by its type, with the context object it sees. */
function visit(about: Omit<Work, "context">, at: Position, map: MapItem | undefined): Step {
  const { run, thread, name, state } = about;
  const seen = { Name: name, EnteredTime: new Date(at.enteredAt).toISOString(), RetryCount: 0 };
  const context = { ...structuredClone(run.context), State: seen, ...(map ? { Map: map } : {}) };
  const work: Work = { ...about, context };
  const task = createTask(run, thread, name, state);
  return {
    name,
    state,
    input: at.input,
    context,
    signal: run.signal,
    secondMs: run.secondMs,
    perform: (input) =>
      state.Type === "Task" ? task.attempt(input) : perform(work, input, at.waitUntil),
    attemptFailed(error) {
      seen.RetryCount++;
      if (error === "States.Timeout" && state.Type === "Task") task.timedOut();
    },
  };
}

async function perform(
  work: Work,
  input: Json,
  waitUntil: number | null | undefined,
): Promise<Json> {
  const { state }: { state: State } = work;
  if (state.Type === "Parallel") return runBranches(work, input);
  if (state.Type === "Map") return runItems(work, input);
  if (state.Type === "Wait") await wait(work, input, waitUntil);
  return state.Type === "Pass" && state.Result !== undefined ? state.Result : input;
}
