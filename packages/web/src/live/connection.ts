import { LiveMessage } from "@faibric/core/tenant/tenant.schema";

/** What is heard: what the API tells, and `opened`, before which anything may have been missed. */
export type Heard = LiveMessage | { readonly type: "opened" };

export interface ConnectionOptions {
  readonly url: string;
  /** The subprotocols to name, of which one is the access token; undefined for who is not signed in. */
  readonly protocols: () => Promise<string[] | undefined>;
  readonly hear: (heard: Heard) => void;
  readonly signal: AbortSignal;
  readonly patience?: Patience;
}

/** In milliseconds. */
interface Patience {
  /** After so much silence, the other side is asked whether it is still there, */
  readonly askAfter: number;
  /** and after so much more it is taken to be gone. */
  readonly answerWithin: number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const LASTED_MS = 10_000;
// API Gateway and CloudFront both close what is silent for ten minutes.
const PATIENCE: Patience = { askAfter: 8 * 60_000, answerWithin: 10_000 };

/**
 * Keeps a live connection open until the signal, or until nobody is signed in any more. One that is lost
 * is opened again, sooner at first and then later and later, and at once where the network comes back.
 */
export async function keepOpen(options: ConnectionOptions): Promise<void> {
  const { protocols, signal } = options;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const named = await protocols();
      if (!named || signal.aborted) return;
      const began = Date.now();
      await converse(options, named);
      if (Date.now() - began > LASTED_MS) failures = 0;
    } catch {
      // Whether the token could be renewed is shown by the page that needs it; here it is tried again.
    }
    if (!signal.aborted) await pause(waitAfter(failures), signal);
  }
}

/** Opens one connection and waits for its end, whatever that is. */
function converse(
  { url, hear, signal, patience = PATIENCE }: ConnectionOptions,
  protocols: string[],
): Promise<void> {
  const socket = new WebSocket(url, protocols);
  const ended = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const listenFor = (ms: number, then: () => void) => {
    clearTimeout(silence);
    silence = setTimeout(then, ms);
  };
  // There is no such action: that the gateway says so is all that is asked for, and costs no function.
  const ask = () => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send('{"action":"ping"}');
    listenFor(patience.answerWithin, leave);
  };
  const { promise, resolve } = Promise.withResolvers<void>();
  // A socket whose other side is gone takes its time to close: nobody waits for it.
  // One that is not open yet is closed once it is: browsers complain of anything else.
  const leave = () => {
    if (socket.readyState === WebSocket.CONNECTING) socket.addEventListener("open", leave);
    else socket.close();
    resolve();
  };
  socket.addEventListener("open", () => {
    if (signal.aborted) return;
    listenFor(patience.askAfter, ask);
    hear({ type: "opened" });
  });
  socket.addEventListener("message", ({ data }) => {
    listenFor(patience.askAfter, ask);
    const message = LiveMessage.safeParse(parse(data));
    if (message.success) hear(message.data);
  });
  socket.addEventListener("close", () => resolve());
  signal.addEventListener("abort", leave, ended);
  for (const event of ["online", "focus"]) globalThis.addEventListener?.(event, ask, ended);
  return promise.finally(() => {
    clearTimeout(silence);
    ended.abort();
  });
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** Between half and all of what doubles with each failure, so that not everybody comes at once. */
function waitAfter(failures: number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}

/** Waits, but no longer than until the network is back or nobody listens any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const over = new AbortController();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { signal: over.signal });
  globalThis.addEventListener?.("online", () => resolve(), { signal: over.signal });
  return promise.finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
