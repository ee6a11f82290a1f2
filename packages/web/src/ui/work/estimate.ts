/** How much was done at a moment, in bytes or in pieces. */
export interface Sample {
  readonly at: number;
  readonly done: number;
}

/** What of the last while is looked at: long enough to be calm, short enough to notice a change. */
const WINDOW_MS = 10_000;
const LEAST_MS = 1_000;
const MOST_SAMPLES = 100;

/** The samples with one more, without those that are too old to tell anything. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && next.done < last.done) return [next]; // it began again
  return [...samples.filter(({ at }) => next.at - at <= WINDOW_MS), next].slice(-MOST_SAMPLES);
}

/**
 * How fast it goes, and how long it takes until `total`; nothing while it is too early to tell, or
 * where nothing moves.
 */
export function estimate(
  samples: readonly Sample[],
  total: number,
): { readonly perSecond?: number; readonly secondsLeft?: number } {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS) return {};
  const perSecond = (last.done - first.done) / ((last.at - first.at) / 1_000);
  if (perSecond <= 0) return {};
  return { perSecond, secondsLeft: Math.max(0, (total - last.done) / perSecond) };
}
