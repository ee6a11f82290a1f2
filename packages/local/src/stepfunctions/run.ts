import type { Json } from "./asl";
import { ExecutionEnded } from "./failure";
import type { NewEvent } from "./history";

/** Calls a function by name. Throws an Error whose `name` is the Lambda `errorType`. */
export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

/** One execution as its states see it. */
export interface Run {
  readonly invoke: Invoke;
  /** How long one second of the definition lasts, in milliseconds. */
  readonly secondMs: number;
  /** Fires when the execution ends from outside, or when a sibling branch has failed. */
  readonly signal: AbortSignal;
  /** `$$.Execution` and `$$.StateMachine`: the same after a restart. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Stores an event and answers its id. Throws `ExecutionEnded` once the signal has fired. */
  append(event: NewEvent): number;
  /** Runs `change` in one transaction of the store. */
  transact<T>(change: () => T): T;
}

/** A part of a run that `signal` can end alone: the branches of a Parallel, the items of a Map. */
export function partOf(run: Run, signal: AbortSignal): Run {
  return {
    ...run,
    signal,
    append(event) {
      if (signal.aborted) throw new ExecutionEnded();
      return run.append(event);
    },
  };
}

/** The events of one state, each pointing at the one before. */
export interface Thread {
  last: number;
  append(event: Omit<NewEvent, "previous">): number;
}

export function threadFrom(run: Run, previous: number): Thread {
  const thread: Thread = {
    last: previous,
    append(event) {
      thread.last = run.append({ ...event, previous: thread.last });
      return thread.last;
    },
  };
  return thread;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** Sleeps until an instant in milliseconds since 1970. Throws `ExecutionEnded` when the signal fires. */
export async function sleepUntil(instant: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const left = instant - Date.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(left, LONGEST_TIMER_MS));
      signal.addEventListener("abort", wake);
    });
  }
  throw new ExecutionEnded();
}

/** A copy as JSON carries it, so that neither side can change what the other holds. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;
