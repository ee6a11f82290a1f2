import type { Flow, Json, State } from "./asl";
import type { Run, Thread } from "./run";

/** Where a flow stands: in this state, entered with this input at this event. */
export interface Position {
  readonly state: string;
  readonly input: Json;
  readonly event: number;
  /** Milliseconds since 1970. */
  readonly enteredAt: number;
  /** When the Wait ends, known once it has begun. */
  readonly waitUntil?: number | null;
}

/** Told inside the transaction that stores the events, so position and history never differ. */
export interface Track {
  moved(position: Position): void;
  waiting(until: number): void;
  ended(output: Json, exit: number): void;
}

/** `$$.Map`, for the states inside a Map. */
export interface MapItem {
  readonly Item: { readonly Index: number; readonly Value: Json };
}

export interface FlowEnd {
  readonly output: Json;
  /** The last event of the flow. */
  readonly event: number;
}

/** What the work of one visit to a state needs. */
export interface Work {
  readonly run: Run;
  readonly thread: Thread;
  readonly name: string;
  readonly state: State;
  /** The context object, `$$`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Only the execution's own flow is tracked; a branch is run again from its beginning. */
  readonly track: Track | undefined;
  /** Runs a branch, or a Map's processor for an item, from its beginning. */
  runInner(inner: InnerFlow): Promise<FlowEnd>;
}

export interface InnerFlow {
  readonly run: Run;
  readonly flow: Flow;
  readonly input: Json;
  /** The event it follows. */
  readonly previous: number;
  /** Where it is for an item; a branch sees the item of the Map around it. */
  readonly map?: MapItem;
}
