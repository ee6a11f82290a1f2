/** A state failed with this error name and cause; Retry and Catch of the state may handle it. */
export class StateFailure extends Error {
  override readonly name: string;
  /** Read by the engine: what AWS lets neither Retry nor Catch handle. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;
  readonly error: string | undefined;
  readonly reason: string | undefined;

  constructor(error: string | undefined, reason: string | undefined, options = { handled: true }) {
    super(reason ?? "");
    this.name = error ?? "";
    this.error = error;
    this.reason = reason;
    this.isRetryable = options.handled;
    this.isCatchable = options.handled;
  }
}

/** The execution was stopped, timed out, or the laptop cloud closes: nothing more may happen in it. */
export class ExecutionEnded extends StateFailure {
  constructor() {
    super("ExecutionEnded", "The execution has ended.", { handled: false });
  }
}

/** What a state may put out at most. Source: Step Functions quotas, 256 KiB of input or result. */
export const MAX_DATA_BYTES = 256 * 1024;

export function assertSize(value: unknown, state: string): void {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) <= MAX_DATA_BYTES) return;
  const reason = `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw new StateFailure("States.DataLimitExceeded", reason, { handled: false });
}
