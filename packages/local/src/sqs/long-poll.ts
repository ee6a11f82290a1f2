/** Who waits for messages of which queue. Nothing here has to last: a caller that is gone asks again. */
export interface LongPolls {
  /** Resolves when the queue has changed, at `until`, when `signal` fires, or on `stop`. */
  wait(queue: string, until: number, signal: AbortSignal | undefined): Promise<void>;
  wake(queue: string): void;
  /** Wakes everyone, for good. */
  stop(): void;
  readonly stopped: boolean;
}

export function createLongPolls(): LongPolls {
  const waiting = new Map<string, Set<() => void>>();
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

  return {
    wait,
    // A promise resolves after the code that runs now, so a waiter never sees a half-done transaction.
    wake: (queue) => {
      for (const done of [...(waiting.get(queue) ?? [])]) done();
    },
    stop() {
      stopped = true;
      for (const here of [...waiting.values()]) for (const done of [...here]) done();
    },
    get stopped() {
      return stopped;
    },
  };
}
