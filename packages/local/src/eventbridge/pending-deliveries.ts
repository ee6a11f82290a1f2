import type { Store } from "../wire/store";
import type { Delivery } from "./delivery";

/** A delivery that is not made yet. Times are epoch milliseconds. */
export interface PendingDelivery {
  readonly id: number;
  readonly delivery: Delivery;
  readonly attempts: number;
  readonly created: number;
  readonly nextAt: number;
  readonly lastError: string | undefined;
}

export interface PendingDeliveries {
  add(delivery: Delivery, at: Pick<PendingDelivery, "created" | "nextAt">, failure?: string): void;
  remove(id: number): void;
  postpone(id: number, to: { attempts: number; nextAt: number; lastError: string }): void;
  due(now: number, but: Iterable<number>, limit: number): PendingDelivery[];
  nextDue(but: Iterable<number>): number | undefined;
  list(limit: number): PendingDelivery[];
}

interface Row {
  readonly id: number;
  readonly delivery: string;
  readonly attempts: number;
  readonly created: number;
  readonly next_at: number;
  readonly last_error: string | null;
}

/** The deliveries that are stored until they are made, so that a restart makes them, too. */
export function createPendingDeliveries(store: Store): PendingDeliveries {
  const insert = store.prepare(
    `INSERT INTO eventbridge_deliveries (delivery, attempts, created, next_at, last_error)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const remove = store.prepare("DELETE FROM eventbridge_deliveries WHERE id = ?");
  const postpone = store.prepare(
    "UPDATE eventbridge_deliveries SET attempts = ?, next_at = ?, last_error = ? WHERE id = ?",
  );
  const due = store.prepare(
    `SELECT * FROM eventbridge_deliveries
     WHERE next_at <= ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY next_at, id LIMIT ?`,
  );
  const nextDue = store.prepare(
    `SELECT next_at FROM eventbridge_deliveries
     WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY next_at LIMIT 1`,
  );
  const list = store.prepare("SELECT * FROM eventbridge_deliveries ORDER BY id LIMIT ?");

  return {
    add(delivery, { created, nextAt }, failure) {
      const attempts = failure === undefined ? 0 : 1;
      insert.run(JSON.stringify(delivery), attempts, created, nextAt, failure ?? null);
    },
    remove(id) {
      remove.run(id);
    },
    postpone(id, { attempts, nextAt, lastError }) {
      postpone.run(attempts, nextAt, lastError, id);
    },
    due: (now, but, limit) => due.all(now, JSON.stringify([...but]), limit).map(fromRow),
    nextDue(but) {
      const row = nextDue.get(JSON.stringify([...but]));
      return row && Number(row.next_at);
    },
    list: (limit) => list.all(limit).map(fromRow),
  };
}

function fromRow(columns: Record<string, unknown>): PendingDelivery {
  const row = columns as unknown as Row; // the columns of the table, as tables.ts makes it
  const { id, attempts, created } = row;
  return {
    id,
    delivery: JSON.parse(row.delivery) as Delivery,
    attempts,
    created,
    nextAt: row.next_at,
    lastError: row.last_error ?? undefined,
  };
}
