import { below, type Row, short } from "./figure";
import { startProgram, withFolder } from "./program";
import type { RequestTimes } from "./request-program";
import { median, percentile } from "./statistics";

/** What the platform adds to the reads of an authenticated GET: token, membership, parsing, answering. */
export function measureRequestOverhead(): Promise<readonly Row[]> {
  return withFolder(async (folder) => {
    const program = startProgram("request-program", [folder]);
    const times = await program.message<RequestTimes>();
    await program.stop();
    const request = median(times.handler);
    const reads = median(times.bareReads);
    const read = median(times.bareRead);
    // Each request against the reads made right after it.
    const own = times.handler.map((ms, round) => ms - (times.bareReads[round] ?? 0));
    const ratio = (to: number) => `${short(request / to)} times`;
    return [
      {
        ...below("authenticated GET, own time p50", median(own), { limit: 1.5, unit: " ms" }),
        comparedWith: `the whole ${short(request)} ms is ${ratio(reads)} its two GetItems alone (${short(reads)} ms), ${ratio(read)} one (${short(read)} ms)`,
      },
      {
        figure: "authenticated GET, whole",
        measured: quantiles(times.handler),
        comparedWith: `${times.handler.length} rounds, alternating with its GetItems: ${quantiles(times.bareReads)}`,
      },
      {
        figure: "the same over HTTP",
        measured: quantiles(times.overHttp),
        comparedWith: "through the laptop cloud's gateway, client and cloud in one process",
      },
    ];
  });
}

function quantiles(values: readonly number[]): string {
  const at = (share: number) => short(percentile(values, share));
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`;
}
