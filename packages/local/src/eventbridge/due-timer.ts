import { log } from "../wire/log";

export interface DueTimer {
  /** Sets the timer to what is due next now; call it after each change. Before `start` it does nothing. */
  arm(): void;
  start(): void;
  close(): void;
}

/** A timer forgets longer times than this, so that a changed clock is noticed. */
const LONGEST_MS = 60_000;
const AFTER_FAILURE_MS = 1_000;

/** One timer for whatever is due next, instead of one for each schedule. */
export function createDueTimer({
  now,
  nextDue,
  run,
}: {
  now: () => number;
  /** Epoch milliseconds, or `undefined` where nothing waits. */
  nextDue: () => number | undefined;
  run: () => void;
}): DueTimer {
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(fire, Math.min(Math.max(milliseconds, 0), LONGEST_MS)).unref();
  };
  const arm = () => {
    if (!running) return;
    const due = nextDue();
    if (due === undefined) clearTimeout(timer);
    else wait(due - now());
  };
  const fire = () => {
    try {
      if ((nextDue() ?? Number.POSITIVE_INFINITY) <= now()) run();
      arm();
    } catch (error) {
      log.error("eventbridge failed at what was due", error);
      if (running) wait(AFTER_FAILURE_MS);
    }
  };
  return {
    arm,
    start() {
      running = true;
      arm();
    },
    close() {
      running = false;
      clearTimeout(timer);
    },
  };
}
