import { createContext } from "./context";

/** What ties log lines together. */
export interface Trace {
  /** This invocation: the gateway's request, the message, the step. */
  readonly requestId: string;
  /** What it all began with. Travels through events, queues and pipelines. */
  readonly correlationId: string;
  /** The operation, consumer, schedule or step that runs. */
  readonly operation: string;
}

const TraceContext = createContext<Trace>("trace");

export const withTrace = TraceContext.run;
export const findTrace = TraceContext.find;
