import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

/** The rows of every table in a laptop cloud's stores, but for the mails: those are in a person's own mailbox. */
export function storedApartFromMail(dataDir: string): string {
  const stores = filesUnder(dataDir).filter((file) => file.endsWith(".sqlite"));
  if (stores.length < 2) throw new Error(`too few stores under ${dataDir}`);
  const text = (value: unknown): string =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
  return stores
    .flatMap((file) => {
      const store = new DatabaseSync(file, { readOnly: true });
      const tables = store.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
      const rows = tables
        .map(({ name }) => String(name))
        .filter((name) => !name.startsWith("ses_"))
        .flatMap((name) => store.prepare(`SELECT * FROM "${name}"`).all());
      store.close();
      return rows.map((row) => Object.values(row).map(text).join("\n"));
    })
    .join("\n");
}
