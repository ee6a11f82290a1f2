import type { Envelope } from "../eventbridge/envelope";
import { log } from "../wire/log";
import type { Store } from "../wire/store";

/** Where a bucket's notification goes, and what arrives there. */
export type S3Delivery =
  | {
      readonly to: "queue" | "topic" | "function";
      readonly arn: string;
      /** `{ Records: [record] }`, or S3's test event when notifications are configured. */
      readonly message: object;
    }
  | {
      readonly to: "eventbridge";
      /** An event for the default bus: `source`, `detail-type`, `resources`, `detail`, `time`. */
      readonly event: Envelope;
    };

export type OnS3Event = (delivery: S3Delivery) => void | Promise<void>;

/** Deliveries wait in a table, written in the transaction of the change they tell of. */
export interface EventOutbox {
  /** Adds a delivery. Must run in the transaction of the change. */
  add(delivery: S3Delivery): void;
  /** Delivers what is due; call it after the transaction. */
  wake(): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const MAX_ATTEMPTS = 60;
const MAX_DELAY_MS = 60_000;

/**
 * Delivers at least once and in order of writing: a delivery leaves the table when `onEvent` resolves,
 * is tried again (1 s, 2 s, 4 s … 1 min apart, for an hour) when it throws, and after a restart.
 */
export function createEventOutbox(store: Store, onEvent: OnS3Event | undefined): EventOutbox {
  store.exec("UPDATE s3_events SET due = 0"); // what failed before a restart may work after it
  let running: Promise<void> | undefined;
  let wokenAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const run = async (deliver: OnS3Event) => {
    do {
      wokenAgain = false;
      while (!closed && (await deliverNext(store, deliver)));
    } while (wokenAgain && !closed);
    running = undefined;
    if (closed) return;
    const next = store.prepare("SELECT min(due) AS due FROM s3_events").get()?.due;
    clearTimeout(timer);
    if (next === null || next === undefined) return;
    timer = setTimeout(wake, Math.max(0, Number(next) - Date.now()));
    timer.unref();
  };

  function wake() {
    if (!onEvent || closed) return;
    wokenAgain = true;
    running ??= run(onEvent).catch((error: unknown) => {
      running = undefined;
      log.error("s3 events stopped", error);
    });
  }

  return {
    add(delivery) {
      if (!onEvent) return;
      store
        .prepare("INSERT INTO s3_events (delivery, due) VALUES (?, ?)")
        .run(JSON.stringify(delivery), Date.now());
    },
    wake,
    async settled() {
      for (let work = running; work !== undefined; work = running) await work;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Delivers the oldest that is due; false when none is. */
async function deliverNext(store: Store, deliver: OnS3Event): Promise<boolean> {
  const row = store
    .prepare("SELECT * FROM s3_events WHERE due <= ? ORDER BY id LIMIT 1")
    .get(Date.now());
  if (!row) return false;
  try {
    await deliver(JSON.parse(String(row.delivery)));
    store.prepare("DELETE FROM s3_events WHERE id = ?").run(Number(row.id));
  } catch (error) {
    postpone(store, Number(row.id), Number(row.attempts) + 1, error);
  }
  return true;
}

function postpone(store: Store, id: number, attempts: number, error: unknown): void {
  log.error("s3 could not deliver an event", error, { attempts });
  if (attempts >= MAX_ATTEMPTS) {
    store.prepare("DELETE FROM s3_events WHERE id = ?").run(id);
    return;
  }
  const due = Date.now() + Math.min(1000 * 2 ** (attempts - 1), MAX_DELAY_MS);
  store.prepare("UPDATE s3_events SET attempts = ?, due = ? WHERE id = ?").run(attempts, due, id);
}
