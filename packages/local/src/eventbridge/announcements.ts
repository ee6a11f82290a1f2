import { log } from "../wire/log";
import { type Store, transact } from "../wire/store";
import type { Envelope } from "./envelope";

/** An event that a bus took. */
export interface AcceptedEvent {
  readonly bus: string;
  /** ISO 8601. */
  readonly acceptedAt: string;
  readonly envelope: Envelope;
  /** The rules that matched. */
  readonly rules: readonly string[];
}

export interface Announcements {
  /** Runs `change` as one transaction, then tells the listeners of the events it accepted. */
  transaction<T>(change: () => T): T;
  /** Notes an event, inside of a transaction. */
  accepted(event: AcceptedEvent): void;
  /** Returns what stops the listener. */
  onEvent(listener: (event: AcceptedEvent) => void): () => void;
}

/** Tells of events once they are stored, and never of one that was rolled back. */
export function createAnnouncements(store: Store): Announcements {
  const listeners = new Set<(event: AcceptedEvent) => void>();
  let events: AcceptedEvent[] = [];
  return {
    transaction(change) {
      events = [];
      const result = transact(store, change);
      const stored = events;
      for (const event of stored) for (const listener of listeners) tell(listener, event);
      return result;
    },
    accepted(event) {
      events.push(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function tell(listener: (event: AcceptedEvent) => void, event: AcceptedEvent): void {
  try {
    listener(event);
  } catch (error) {
    log.error("a listener to eventbridge failed", error);
  }
}
