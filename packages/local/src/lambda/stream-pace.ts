import { setTimeout as sleep } from "node:timers/promises";

export interface Pace {
  /** Waits before the next look: hardly after one that `found` something, else longer each time. */
  pause(found: boolean): Promise<void>;
  close(): void;
}

const SHORTEST_MS = 2;
/** Between two looks: under load each of them brings a few records, and not every write costs one. */
const APART_MS = 15;
const LONGEST_POLLED_MS = 60;
const LONGEST_TOLD_MS = 2_000;

/**
 * How often an idle stream is looked at. When the engine tells of writes a look follows each of them
 * and idleness costs next to nothing; else it is polled, at most 60 ms apart.
 */
export function createPace(
  signal: AbortSignal,
  onWrite: ((listener: () => void) => () => void) | undefined,
): Pace {
  const longest = onWrite ? LONGEST_TOLD_MS : LONGEST_POLLED_MS;
  let delay = SHORTEST_MS;
  let looked = performance.now();
  let written = false;
  let wake: AbortController | undefined;
  const stop = onWrite?.(() => {
    written = true;
    wake?.abort();
  });
  return {
    async pause(found) {
      if (found) delay = SHORTEST_MS;
      if (!written && !found) {
        wake = new AbortController();
        const cut = AbortSignal.any([signal, wake.signal]);
        // Rejects when cut short, which is as good as having slept.
        await sleep(delay, undefined, { signal: cut }).catch(() => undefined);
        wake = undefined;
      }
      // Told of a write a moment before it can be read: look soon again if there is nothing yet.
      delay = written ? SHORTEST_MS : Math.min(delay * 2, longest);
      written = false;
      const early = looked + APART_MS - performance.now();
      if (early > 0) await sleep(early, undefined, { signal }).catch(() => undefined);
      looked = performance.now();
    },
    close: () => stop?.(),
  };
}
