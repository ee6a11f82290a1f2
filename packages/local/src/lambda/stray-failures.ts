import { currentOutput } from "./output";

let owners = 0;

/**
 * A rejection that a handler left unhandled, or an error in one of its timers, ends that invocation
 * (Lambda would end its sandbox) but not the laptop cloud. Any other still ends the process.
 * Returns what gives this up.
 */
export function ownFailures(): () => void {
  if (owners++ === 0) {
    process.on("unhandledRejection", onRejection);
    process.on("uncaughtException", onException);
  }
  let given = false;
  return () => {
    if (given) return;
    given = true;
    if (--owners > 0) return;
    process.off("unhandledRejection", onRejection);
    process.off("uncaughtException", onException);
  };
}

function onRejection(reason: unknown) {
  const output = currentOutput();
  if (output) output.fail(reason);
  // Others may have an answer of their own; alone, we do what Node does without a listener.
  else if (process.listenerCount("unhandledRejection") === 1) throw reason;
}

function onException(error: unknown) {
  const output = currentOutput();
  if (output) output.fail(error);
  else if (process.listenerCount("uncaughtException") === 1) throw error;
}
