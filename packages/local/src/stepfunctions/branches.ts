import type { Json } from "./asl";
import { StateFailure } from "./failure";
import { failureDetails } from "./history";
import { partOf, type Run } from "./run";
import type { Work } from "./work";

/** Runs the branches of a Parallel at once; the first failure ends the others. */
export async function runBranches(work: Work, input: Json): Promise<Json> {
  const { thread, name, state, runInner } = work;
  const started = thread.append({ type: "ParallelStateStarted", state: name });
  const results = await together(work, (run) =>
    Promise.all(
      (state.Branches ?? []).map((flow) => runInner({ run, flow, input, previous: started })),
    ),
  );
  thread.last = Math.max(started, ...results.map(({ event }) => event));
  thread.append({ type: "ParallelStateSucceeded", state: name });
  return results.map(({ output }) => output);
}

/** Runs parts of a state; when one fails, the others end and the state has failed. */
export async function together<T>(
  { run, thread, name, state }: Work,
  parts: (part: Run) => Promise<T>,
): Promise<T> {
  const failed = new AbortController();
  try {
    return await parts(partOf(run, AbortSignal.any([run.signal, failed.signal])));
  } catch (error) {
    failed.abort();
    if (run.signal.aborted || !(error instanceof StateFailure)) throw error;
    const details = failureDetails(error.error, error.reason);
    thread.append({
      type: `${state.Type}StateFailed`,
      state: name,
      details: { [`${state.Type.toLowerCase()}StateFailedEventDetails`]: details },
    });
    throw error;
  }
}
