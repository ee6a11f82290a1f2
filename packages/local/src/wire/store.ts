import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * The file that holds what the emulated services remember (all but DynamoDB, which has its own).
 * Write-ahead logging: what was committed survives a kill -9; a half-written transaction does not.
 * Each service makes its own tables in it, named `<service>_<noun>`.
 */
export type Store = DatabaseSync;

/** Opens the store at `file`, making it and its folder where missing; `":memory:"` for a test. */
export function openStore(file: string): Store {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const store = new DatabaseSync(file);
  store.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  // Copying the log back into the file costs more than what a queue does: seldom is a fifth faster.
  store.exec("PRAGMA wal_autocheckpoint = 10000");
  return store;
}

/** Runs `change` in one transaction: all of it is stored or none. Must not await. */
export function transact<T>(store: Store, change: () => T): T {
  store.exec("BEGIN IMMEDIATE");
  try {
    const result = change();
    store.exec("COMMIT");
    return result;
  } catch (error) {
    store.exec("ROLLBACK");
    throw error;
  }
}
