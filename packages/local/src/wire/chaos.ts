/**
 * The switch that makes deliveries as bad as AWS allows: standard queues deliver twice, late and out
 * of order. Read at every delivery, so it can be turned on and off while the laptop cloud runs.
 */
export interface Chaos {
  enabled: boolean;
  /** How likely a message is delivered a second time, 0 to 1. */
  duplicate: number;
  /** The longest extra delay of a delivery, in milliseconds. */
  delayMs: number;
}

export const calm = (): Chaos => ({ enabled: false, duplicate: 0.3, delayMs: 400 });

/** Turned on from the start, for suites: what holds then holds with deliveries as they should be, too. */
export const unruly = (): Chaos => ({ ...calm(), enabled: true, delayMs: 100 });
