import { below, type Row, short } from "./figure";
import { startProgram, withFolder } from "./program";
import type { RequestTimes } from "./request-program";
import type { Taken } from "./sign-in-rate";
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
    const guardOwn = times.guard.map((ms, round) => ms - (times.guardReads[round] ?? 0));
    const { signIns, argon2, atOnce, inAll } = times.signIn;
    const toArgon2 = (of: keyof Taken) => {
      const [all, alone] = [signIns, argon2].map((taken) => median(taken.map((one) => one[of])));
      return { all: all ?? 0, alone: alone ?? 0, times: (all ?? 0) / (alone ?? 0) };
    };
    const rate = toArgon2("seconds");
    const work = toArgon2("processorSeconds");
    const ratio = (to: number) => `${short(request / to)} times`;
    return [
      {
        ...below("authenticated GET, own time p50", median(own), { limit: 1.5, unit: " ms" }),
        comparedWith: `the whole ${short(request)} ms is ${ratio(reads)} its calls of the store alone (${short(reads)} ms), ${ratio(read)} one (${short(read)} ms)`,
      },
      {
        ...below("authenticated GET, beyond one GetItem p50", request - read, {
          limit: 1.5,
          unit: " ms",
        }),
        comparedWith: `one GetItem of the same SDK and store in the same run: ${short(read)} ms`,
      },
      {
        ...below("guard and authentication, own time p50", median(guardOwn), {
          limit: 1,
          unit: " ms",
        }),
        comparedWith: `the whole ${short(median(times.guard))} ms, its reads alone ${short(median(times.guardReads))} ms`,
      },
      {
        ...below("sign-ins, to argon2 alone", rate.times, { limit: 1.5, unit: " times" }),
        comparedWith: `${inAll}, ${atOnce} at once, in ${short(rate.all)} s, as many hashes in ${short(rate.alone)} s`,
      },
      {
        ...below("sign-ins, processor time to argon2's", work.times, {
          limit: 1.5,
          unit: " times",
        }),
        comparedWith: `${short((1000 * work.all) / inAll)} ms each, of which ${short((1000 * work.alone) / inAll)} ms are argon2; without the store's process`,
      },
      {
        figure: "authenticated GET, whole",
        measured: quantiles(times.handler),
        comparedWith: `${times.handler.length} rounds, alternating with its calls of the store: ${quantiles(times.bareReads)}`,
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
