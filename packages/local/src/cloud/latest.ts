import type { Store } from "../wire/store";

interface Timed {
  /** ISO 8601. */
  readonly time: string;
}

type Numbered<T> = T & { readonly number: number };

interface Kept {
  readonly name: "requests" | "lines";
  readonly most: number;
  readonly keptMs: number;
}

/** After so many more, those that made way are removed from the store too: together, for that is cheaper. */
const REMOVED_AT_ONCE = 100;

/**
 * What came last, each with a number that counts up over all runs: at most so many, and none that is older
 * than `keptMs`. Each is stored as it comes, so that what led to the end of a killed process can be looked at.
 */
export function createLatest<T extends Timed>(store: Store, { name, most, keptMs }: Kept) {
  const table = `latest_${name}`;
  store.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (number INTEGER PRIMARY KEY AUTOINCREMENT, one TEXT NOT NULL) STRICT`,
  );
  const insert = store.prepare(`INSERT INTO ${table} (one) VALUES (?)`);
  const remove = store.prepare(`DELETE FROM ${table} WHERE number < ?`);
  const list = store
    .prepare(`SELECT number, one FROM ${table} ORDER BY number`)
    .all()
    .map(({ number, one }) => numbered(JSON.parse(String(one)) as T, number))
    .slice(-most);
  const dropOldest = (count: number) => void list.splice(0, count);
  const removeDropped = () => {
    remove.run(list[0]?.number ?? Number.MAX_SAFE_INTEGER);
  };

  return {
    add(one: T): void {
      // What runs on while the laptop cloud stops has nobody to tell it to.
      if (!store.isOpen) return;
      const { lastInsertRowid: number } = insert.run(JSON.stringify(one));
      list.push(numbered(one, number));
      dropOldest(Math.max(0, list.length - most));
      if (Number(number) % REMOVED_AT_ONCE === 0) removeDropped();
    },
    /** Oldest first. Drops those that are too old, for good. */
    all(): readonly Numbered<T>[] {
      const from = Date.now() - keptMs;
      const young = list.findIndex(({ time }) => Date.parse(time) >= from);
      const old = young < 0 ? list.length : young;
      if (old) {
        dropOldest(old);
        removeDropped();
      }
      return [...list];
    },
  };
}

const numbered = <T>(one: T, number: unknown): Numbered<T> => ({ ...one, number: Number(number) });
