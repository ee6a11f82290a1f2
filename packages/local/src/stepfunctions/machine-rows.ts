import type { Store } from "../wire/store";

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly role: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly revision: string;
  /** `{ key: value }` as JSON text. */
  readonly tags: string;
}

export interface Machines {
  get(arn: string): Machine | undefined;
  put(machine: Machine): void;
  remove(arn: string): void;
  /** By name, those after `after`. */
  list(after: string, limit: number): Machine[];
}

export function openMachines(store: Store): Machines {
  store.exec(`CREATE TABLE IF NOT EXISTS stepfunctions_machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL, role TEXT NOT NULL,
    created INTEGER NOT NULL, revision TEXT NOT NULL, tags TEXT NOT NULL) WITHOUT ROWID`);
  const select = store.prepare("SELECT * FROM stepfunctions_machines WHERE arn = ?");
  const page = store.prepare(
    "SELECT * FROM stepfunctions_machines WHERE name > ? ORDER BY name LIMIT ?",
  );
  const upsert = store.prepare(`INSERT OR REPLACE INTO stepfunctions_machines
    (arn, name, definition, role, created, revision, tags) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const remove = store.prepare("DELETE FROM stepfunctions_machines WHERE arn = ?");
  return {
    get: (arn) => select.get(arn) as unknown as Machine | undefined, // columns are its members
    put({ arn, name, definition, role, created, revision, tags }) {
      upsert.run(arn, name, definition, role, created, revision, tags);
    },
    remove: (arn) => void remove.run(arn),
    list: (after, limit) => page.all(after, limit) as unknown as Machine[], // columns are its members
  };
}
