import { log } from "../wire/log";
import type { Store } from "../wire/store";

const MAX_AGE_MS = 6 * 60 * 60 * 1000;
/** The waits before the second and the third attempt, in milliseconds. */
export const RETRY_DELAYS_MS: readonly number[] = [60_000, 120_000];

export interface EventInvocation {
  readonly requestId: string;
  readonly functionName: string;
  /** The event, as JSON. */
  readonly payload: string;
}

export interface EventInvocations {
  /** Stores the invocation and returns; it is carried out soon, also after a restart. */
  accept(invocation: EventInvocation): void;
  close(): void;
}

export interface EventInvocationsOptions {
  readonly store: Store;
  readonly invoke: (invocation: EventInvocation) => Promise<unknown>;
  readonly retryDelaysMs: readonly number[];
}

interface Row extends EventInvocation {
  readonly attempts: number;
  readonly due: number;
  readonly accepted: number;
}

/**
 * Asynchronous invocations: at least once, and after an error twice more with the same request ID.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function createEventInvocations(options: EventInvocationsOptions): EventInvocations {
  const { store, invoke, retryDelaysMs } = options;
  store.exec(`CREATE TABLE IF NOT EXISTS lambda_event (
    requestId TEXT PRIMARY KEY, functionName TEXT NOT NULL, payload TEXT NOT NULL,
    attempts INTEGER NOT NULL, due INTEGER NOT NULL, accepted INTEGER NOT NULL) STRICT`);
  const insert = store.prepare("INSERT INTO lambda_event VALUES (?, ?, ?, 0, ?, ?)");
  const remove = store.prepare("DELETE FROM lambda_event WHERE requestId = ?");
  const postpone = store.prepare(
    "UPDATE lambda_event SET attempts = ?, due = ? WHERE requestId = ?",
  );
  const timers = new Map<string, NodeJS.Timeout>();
  let closed = false;

  function schedule(row: Row) {
    const timer = setTimeout(
      () => {
        timers.delete(row.requestId);
        attempt(row).catch((error: unknown) => log.error("an invocation was not recorded", error));
      },
      Math.max(0, row.due - Date.now()),
    );
    timers.set(row.requestId, timer);
  }

  async function attempt(row: Row) {
    const { requestId, functionName } = row;
    const failure = await invoke(row).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    // What the shutdown broke is no attempt: it stays in the store as it is and runs after the start.
    if (closed && (failure || !store.isOpen)) return;
    const delay = retryDelaysMs[row.attempts];
    if (!failure) remove.run(requestId);
    else if (delay === undefined || Date.now() + delay - row.accepted > MAX_AGE_MS) {
      remove.run(requestId);
      log.error("an asynchronous invocation was discarded", failure.error, { functionName });
    } else {
      const next = { ...row, attempts: row.attempts + 1, due: Date.now() + delay };
      postpone.run(next.attempts, next.due, requestId);
      schedule(next);
    }
  }

  // SQLite rows are records of column values; the table's STRICT columns are this interface.
  for (const row of store.prepare("SELECT * FROM lambda_event ORDER BY accepted").all()) {
    schedule(row as unknown as Row);
  }

  return {
    accept({ requestId, functionName, payload }) {
      const now = Date.now();
      insert.run(requestId, functionName, payload, now, now);
      schedule({ requestId, functionName, payload, attempts: 0, due: now, accepted: now });
    },
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
