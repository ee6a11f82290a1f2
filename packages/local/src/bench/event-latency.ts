import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "@faibric/core/platform/id";
import { environmentOf } from "../cloud/settings";
import type { Produced } from "./event-producer";
import { below, type Row, short } from "./figure";
import { startProgram, withFolder } from "./program";
import { percentile } from "./statistics";

const PER_SECOND = 200;
const SECONDS = 30;
const EVENTS = PER_SECOND * SECONDS;
const TENANTS = 20;
const DRAIN_MS = 60_000;
const SETTLE_MS = 1_000;

/** From an event's creation to its consumer's start, under a steady load, on a laptop cloud of its own. */
export function measureEventLatency(): Promise<readonly Row[]> {
  return withFolder(async (folder) => {
    const cloud = startProgram("cloud", [join(folder, "data")]);
    try {
      const { awsUrl, dynamodbUrl } =
        await cloud.message<Record<"awsUrl" | "dynamodbUrl", string>>();
      Object.assign(process.env, environmentOf({ aws: awsUrl, dynamodb: dynamodbUrl }));
      // Only now: the table's client reads the environment when it is loaded.
      const { newTenant } = await import("@faibric/core/testing/actors");
      const tenants = Array.from({ length: TENANTS }, () => newTenant());
      const words = [String(EVENTS), String(PER_SECOND), ...tenants];
      const producer = startProgram("event-producer", words);
      const produced = await producer.message<Produced>();
      await producer.stop();
      return rowsOf(await effects(tenants), produced);
    } finally {
      await cloud.stop();
    }
  });
}

function rowsOf(handled: readonly Effect[], { seconds, atOnce }: Produced): readonly Row[] {
  const latencies = handled.map(({ latency }) => latency);
  const at = (share: number) => percentile(latencies, share);
  const lost = EVENTS - handled.length;
  const twice = handled.filter(({ count }) => count !== 1).length;
  const rate = (EVENTS - 1) / seconds;
  const pace = `${short(rate)} events/s for ${short(seconds)} s, at most ${atOnce} writes at once`;
  return [
    {
      ...below("event to consumer started, p50", at(0.5), { limit: 100, unit: " ms" }),
      comparedWith: pace,
    },
    {
      ...below("event to consumer started, p99", at(0.99), { limit: 500, unit: " ms" }),
      comparedWith: `p95 ${short(at(0.95))} ms, longest ${short(at(1))} ms; the event's own write is in it`,
    },
    {
      figure: "events lost, handled twice",
      measured: `${lost}, ${twice}`,
      bound: "0, 0",
      kept: lost === 0 && twice === 0,
      comparedWith: `${EVENTS} events, each with one stored effect`,
    },
    {
      figure: "events announced a second",
      measured: short(rate),
      bound: `>= ${PER_SECOND * 0.99}`,
      kept: rate >= PER_SECOND * 0.99,
    },
  ];
}

interface Effect {
  readonly name: string;
  readonly count: number;
  readonly latency: number;
}

/** What the consumer stored, once all is there or no more comes. */
async function effects(tenants: readonly TenantId[]): Promise<readonly Effect[]> {
  const { effectsOf } = await import("@faibric/core/testing/trial");
  const names = (tenant: number) =>
    Array.from({ length: EVENTS / TENANTS }, (_, n) => `event-${n * TENANTS + tenant}`);
  const read = async () => {
    const stored = await Promise.all(tenants.map((id, n) => effectsOf(id, names(n))));
    return stored.flat();
  };
  const deadline = performance.now() + DRAIN_MS;
  do await sleep(SETTLE_MS);
  while ((await read()).length < EVENTS && performance.now() < deadline);
  // One that comes a second time has come by now.
  await sleep(SETTLE_MS);
  return read();
}
