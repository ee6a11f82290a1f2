import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "@faibric/core/platform/id";
import { tell } from "./program";

// Announces events at a steady pace: `event-producer.ts <events> <per second> <tenant>…`.
const [count, perSecond, ...tenants] = process.argv.slice(2);
const EVENTS = Number(count);
const INTERVAL_MS = 1_000 / Number(perSecond);
const WARM_UP = 50;

export interface Produced {
  /** From the first to the last announcement, in seconds. */
  readonly seconds: number;
  /** How many waited for an answer at once, at most. */
  readonly atOnce: number;
}

const { happen } = await import("@faibric/core/testing/trial");
const tenantOf = (n: number) => tenants[n % tenants.length] as TenantId;

for (let n = 0; n < WARM_UP; n++) {
  await happen(tenantOf(n), `warm-${n}`);
  await sleep(INTERVAL_MS);
}
await sleep(1_000);

const began = performance.now();
const open = new Set<Promise<unknown>>();
let atOnce = 0;
for (let n = 0; n < EVENTS; n++) {
  // Each has its own time, however long the ones before take: a slow answer must not slow the pace.
  const early = began + n * INTERVAL_MS - performance.now();
  if (early > 0) await sleep(early);
  const announcing: Promise<unknown> = happen(tenantOf(n), `event-${n}`).finally(() =>
    open.delete(announcing),
  );
  open.add(announcing);
  atOnce = Math.max(atOnce, open.size);
}
const seconds = (performance.now() - began) / 1_000;
await Promise.all(open);
tell({ seconds, atOnce } satisfies Produced);
process.disconnect();
