import type { Store } from "../wire/store";
import type { ConnectionOrigin } from "./websocket-event";

/** The connections whose `$disconnect` is still due, kept so that a restart can make up for it. */
export interface ConnectionLedger {
  opened(origin: ConnectionOrigin): void;
  ended(connectionId: string): void;
  /** What a former process left behind. */
  left(): readonly ConnectionOrigin[];
}

export function createLedger(store: Store): ConnectionLedger {
  store.exec(`CREATE TABLE IF NOT EXISTS gateway_connection (
    connectionId TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT`);
  const insert = store.prepare("INSERT INTO gateway_connection VALUES (?, ?)");
  const remove = store.prepare("DELETE FROM gateway_connection WHERE connectionId = ?");
  return {
    opened: (origin) => void insert.run(origin.connectionId, JSON.stringify(origin)),
    ended: (connectionId) => void remove.run(connectionId),
    left: () =>
      store
        .prepare("SELECT origin FROM gateway_connection")
        .all()
        .map(({ origin }) => JSON.parse(String(origin)) as ConnectionOrigin),
  };
}
