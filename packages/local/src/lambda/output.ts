import { AsyncLocalStorage } from "node:async_hooks";
import { StringDecoder } from "node:string_decoder";

/** One invocation's output, and how it learns of a failure that its promise does not carry. */
export interface Output {
  write(chunk: Uint8Array | string, encoding?: BufferEncoding): void;
  /** Hands over what was written after the last line feed. */
  end(): void;
  fail(error: unknown): void;
}

const current = new AsyncLocalStorage<Output>();

/** Runs a handler so that what it writes to stdout and stderr, now or later, goes to `output`. */
export function withOutput<T>(output: Output, run: () => T): T {
  return current.run(output, run);
}

export const currentOutput = (): Output | undefined => current.getStore();

/**
 * An output that hands over whole lines. `onLine` runs outside the invocation: what it writes itself,
 * to a terminal perhaps, is not the function's output and must not come back here.
 */
export function lineOutput(onLine: (line: string) => void, fail: Output["fail"]): Output {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const hand = (line: string) => current.exit(() => onLine(line));
  return {
    write(chunk, encoding) {
      rest += typeof chunk === "string" && !isBytes(encoding) ? chunk : decode(chunk, encoding);
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hand(line.replace(/\r$/, ""));
    },
    end() {
      const last = rest + decoder.end();
      rest = "";
      if (last) hand(last);
    },
    fail,
  };

  function decode(chunk: Uint8Array | string, encoding: BufferEncoding | undefined) {
    return decoder.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
  }
}

const isBytes = (encoding: BufferEncoding | undefined) =>
  encoding === "base64" || encoding === "hex" || encoding === "latin1" || encoding === "binary";

let captures = 0;
let restore = (): void => undefined;

/**
 * Patches `process.stdout.write` and `process.stderr.write` once for all laptop clouds of the process.
 * Outside an invocation they write as ever. Returns what ends the capture.
 */
export function captureOutput(): () => void {
  if (captures++ === 0) {
    const undo = [process.stdout, process.stderr].map(patch);
    restore = () => undo.forEach((put) => void put());
  }
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (--captures === 0) restore();
  };
}

function patch(stream: NodeJS.WriteStream): () => void {
  const write = stream.write;
  type Done = (error?: Error | null) => void;
  const patched = (chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done) => {
    const output = current.getStore();
    if (!output) {
      if (typeof encoding === "function") return write.call(stream, chunk, undefined, encoding);
      return write.call(stream, chunk, encoding, done);
    }
    output.write(chunk, typeof encoding === "string" ? encoding : undefined);
    const finished = typeof encoding === "function" ? encoding : done;
    if (finished) queueMicrotask(() => finished());
    return true;
  };
  stream.write = patched;
  return () => {
    if (stream.write === patched) stream.write = write;
  };
}
