/** Who waits for messages of which queue. Nothing here has to last: a caller that is gone asks again. */
export interface LongPolls {
  /** Resolves when woken, at `until`, when `signal` fires, or on `stop`. */
  wait(queue: string, until: number, signal: AbortSignal | undefined): Promise<void>;
  /** Wakes who waits longest: what came in is for one. Whoever leaves more behind wakes the next. */
  wakeNext(queue: string): void;
  /** Wakes the next one at that time, in milliseconds since 1970, or earlier if asked to before. */
  wakeNextAt(queue: string, at: number): void;
  /** Wakes all that wait: the queue itself is another one now. */
  wakeAll(queue: string): void;
  /** Wakes everyone, for good. */
  stop(): void;
  readonly stopped: boolean;
}

/** Nobody waits longer than 20 s, so that an alarm later than this has nobody to wake. */
const LONGEST_MS = 60_000;

export function createLongPolls(): LongPolls {
  const waiting = new Map<string, Set<() => void>>();
  const alarms = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  let stopped = false;

  function wait(queue: string, until: number, signal: AbortSignal | undefined) {
    return new Promise<void>((resolve) => {
      const here = waiting.get(queue) ?? new Set();
      waiting.set(queue, here);
      const timer = setTimeout(done, Math.max(1, until - Date.now()));
      function done() {
        clearTimeout(timer);
        here.delete(done);
        if (here.size === 0 && waiting.get(queue) === here) waiting.delete(queue);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      here.add(done);
      signal?.addEventListener("abort", done);
      if (stopped || signal?.aborted) done();
    });
  }

  // A promise resolves after the code that runs now, so a waiter never sees a half-done transaction.
  function wakeNext(queue: string) {
    const [done] = waiting.get(queue) ?? [];
    done?.();
  }

  return {
    wait,
    wakeNext,
    wakeNextAt(queue, at) {
      const earlier = alarms.get(queue);
      if (stopped || (earlier && earlier.at <= at)) return;
      clearTimeout(earlier?.timer);
      const ring = () => {
        alarms.delete(queue);
        wakeNext(queue);
      };
      const delay = Math.min(Math.max(1, at - Date.now()), LONGEST_MS);
      alarms.set(queue, { at, timer: setTimeout(ring, delay).unref() });
    },
    wakeAll: (queue) => {
      for (const done of [...(waiting.get(queue) ?? [])]) done();
    },
    stop() {
      stopped = true;
      for (const { timer } of alarms.values()) clearTimeout(timer);
      for (const here of [...waiting.values()]) for (const done of [...here]) done();
    },
    get stopped() {
      return stopped;
    },
  };
}
