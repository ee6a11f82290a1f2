import * as z from "zod";

const Saved = z.array(z.object({ name: z.string(), view: z.string() }));
export type SavedView = z.infer<typeof Saved>[number];

const keyOf = (table: string) => `faibric.views.${table}`;
const MOST = 50;

/** The views of a table that are kept in this browser. What cannot be read is none. */
export function readSaved(storage: Storage, table: string): readonly SavedView[] {
  try {
    return Saved.parse(JSON.parse(storage.getItem(keyOf(table)) ?? "[]"));
  } catch {
    return []; // somebody else's, or of an older version
  }
}

/** Keeps a view under a name; another of that name makes room for it. The latest come first. */
export function keepView(storage: Storage, table: string, kept: SavedView): readonly SavedView[] {
  const others = readSaved(storage, table).filter(({ name }) => name !== kept.name);
  return write(storage, table, [kept, ...others].slice(0, MOST));
}

export function forgetView(storage: Storage, table: string, name: string): readonly SavedView[] {
  const others = readSaved(storage, table).filter((saved) => saved.name !== name);
  return write(storage, table, others);
}

function write(storage: Storage, table: string, views: readonly SavedView[]) {
  storage.setItem(keyOf(table), JSON.stringify(views));
  return views;
}
