import type { Store } from "../wire/store";
import type { Envelope } from "./envelope";

export interface HistoryQuery {
  /** ISO 8601, when the event was accepted; included. */
  readonly from?: string | undefined;
  /** ISO 8601, when the event was accepted; excluded. */
  readonly to?: string | undefined;
  readonly detailType?: string | undefined;
  /** At most this many, 100 by default. */
  readonly limit?: number | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
}

export interface PastEvent {
  readonly bus: string;
  /** ISO 8601. */
  readonly acceptedAt: string;
  readonly envelope: Envelope;
}

export interface StoredEvent extends PastEvent {
  /** Its place in the order of acceptance. */
  readonly seq: number;
}

export interface HistoryPage {
  /** In the order they were accepted. */
  readonly events: readonly PastEvent[];
  readonly cursor?: string;
}

export interface EventHistory {
  add(event: PastEvent): void;
  prune(): void;
  query(query: HistoryQuery): HistoryPage;
  /** The next events after a place, up to and with another. */
  after(seq: number, to: { readonly until?: number; readonly limit: number }): StoredEvent[];
  /** The place of the last event; 0 without any. */
  lastSeq(): number;
}

export const KEPT_EVENTS = 50_000;

/** The accepted events, kept for replay and for the dashboard. */
export function createEventHistory(store: Store, kept = KEPT_EVENTS): EventHistory {
  const insert = store.prepare(
    "INSERT INTO eventbridge_events (id, time, bus, detail_type, envelope) VALUES (?, ?, ?, ?, ?)",
  );
  const prune = store.prepare(
    "DELETE FROM eventbridge_events WHERE seq <= (SELECT max(seq) FROM eventbridge_events) - ?",
  );
  const select = store.prepare(
    `SELECT seq, time, bus, envelope FROM eventbridge_events
     WHERE seq > ? AND time >= ? AND time < ? AND (? IS NULL OR detail_type = ?)
     ORDER BY seq LIMIT ?`,
  );
  const next = store.prepare(
    `SELECT seq, time, bus, envelope FROM eventbridge_events
     WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
  );
  const last = store.prepare("SELECT max(seq) AS seq FROM eventbridge_events");
  return {
    after: (seq, { until = Number.MAX_SAFE_INTEGER, limit }) =>
      next.all(seq, until, limit).map(fromRow),
    lastSeq: () => Number(last.get()?.seq ?? 0),
    add({ bus, acceptedAt, envelope }) {
      insert.run(envelope.id, acceptedAt, bus, envelope["detail-type"], JSON.stringify(envelope));
    },
    prune() {
      prune.run(kept);
    },
    query({ from, to, detailType = null, limit = 100, cursor = "0" }) {
      const rows = select.all(
        Number(cursor),
        from ? new Date(from).toISOString() : "",
        to ? new Date(to).toISOString() : "~",
        detailType,
        detailType,
        limit + 1,
      );
      const events = rows.slice(0, limit).map((row) => {
        const { seq, ...event } = fromRow(row);
        return event;
      });
      const last = rows[limit - 1];
      return rows.length > limit && last ? { events, cursor: String(last.seq) } : { events };
    },
  };
}

function fromRow({ seq, bus, time, envelope }: Record<string, unknown>): StoredEvent {
  return {
    seq: Number(seq),
    bus: String(bus),
    acceptedAt: String(time),
    envelope: JSON.parse(String(envelope)) as Envelope,
  };
}
