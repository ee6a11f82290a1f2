import { inspect } from "node:util";

/** A value that is nowhere printed: not by `String`, JSON, a log line or the inspector. */
export interface Redacted {
  /** The value itself. Hand it to what needs it, and keep it in no variable that outlives the call. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const SHOWN = "[redacted]";

/** Wraps a secret. The value lies in a closure, where no one who walks through the object finds it. */
export function redact(value: string): Redacted {
  const shown = () => SHOWN;
  return Object.freeze({
    reveal: () => value,
    toString: shown,
    toJSON: shown,
    [Symbol.toPrimitive]: shown,
    [inspect.custom]: shown,
  });
}
