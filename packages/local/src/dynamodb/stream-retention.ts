import { setTimeout as sleep } from "node:timers/promises";
import { readByAll } from "../lambda/stream-checkpoint";
import { log } from "../wire/log";
import type { Store } from "../wire/store";
import { trimStreamRecords } from "./stream-records";

interface KeepStreamShort {
  /** `dataFile` of a running dynoxide; DynamoDB Local keeps its streams short by itself. */
  dataFile: string;
  /** Where the stream pollers keep their checkpoints. */
  store: Store;
  /** An hour by default. */
  intervalMs?: number;
  signal: AbortSignal;
}

const HOUR_MS = 60 * 60 * 1000;

/** Removes old stream records now and then, in the background. Resolves when `signal` fires. */
export async function keepStreamShort(options: KeepStreamShort): Promise<void> {
  const { dataFile, store, signal, intervalMs = HOUR_MS } = options;
  while (!signal.aborted) {
    try {
      trimStreamRecords({ dataFile, readUpTo: readByAll(store) });
    } catch (error) {
      log.error("old stream records were not removed", error);
    }
    // Rejects only when the signal fires, which the loop's condition reads.
    await sleep(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
