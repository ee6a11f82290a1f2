import { arn } from "../wire/arn";
import type { Store } from "../wire/store";
import { fieldsOf } from "./event-fields";
import type { EventHistory, PastEvent } from "./event-history";
import { compilePattern } from "./event-pattern";

export interface Archive {
  readonly name: string;
  readonly bus: string;
  readonly description: string | undefined;
  /** What it takes; everything where it is undefined. */
  readonly pattern: string | undefined;
  /** 0 for ever. */
  readonly retentionDays: number;
  /** Epoch milliseconds. It has what came after. */
  readonly created: number;
}

export interface ArchiveTable {
  get(name: string): Archive | undefined;
  all(): Archive[];
  /** Makes or replaces it. */
  put(archive: Archive): void;
  remove(name: string): void;
  /** How many events are in it, and how many bytes they have. */
  sizeOf(archive: Archive): { readonly events: number; readonly bytes: number };
}

export const archiveArn = (name: string) => arn("events", `archive/${name}`);

const DAY_MS = 86_400_000;
const STEP = 500;

/** Archives are a view of the event history, which keeps the last 50,000 events of all buses. */
export function createArchiveTable(
  store: Store,
  { history, now }: { history: EventHistory; now: () => number },
): ArchiveTable {
  const get = store.prepare("SELECT * FROM eventbridge_archives WHERE name = ?");
  const all = store.prepare("SELECT * FROM eventbridge_archives ORDER BY name");
  const remove = store.prepare("DELETE FROM eventbridge_archives WHERE name = ?");
  const put = store.prepare(
    `INSERT OR REPLACE INTO eventbridge_archives
     (name, bus, description, pattern, retention_days, created) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return {
    get(name) {
      const row = get.get(name);
      return row && fromRow(row);
    },
    all: () => all.all().map(fromRow),
    put({ name, bus, description, pattern, retentionDays, created }) {
      put.run(name, bus, description ?? null, pattern ?? null, retentionDays, created);
    },
    remove(name) {
      remove.run(name);
    },
    sizeOf(archive) {
      const isIn = membershipOf(archive, now());
      const size = { events: 0, bytes: 0 };
      let after = 0;
      for (;;) {
        const rows = history.after(after, { limit: STEP });
        for (const event of rows.filter(isIn)) {
          size.events += 1;
          size.bytes += Buffer.byteLength(JSON.stringify(event.envelope));
        }
        after = rows.at(-1)?.seq ?? after;
        if (rows.length < STEP) return size;
      }
    },
  };
}

/** Whether an event is in the archive at that time. */
export function membershipOf(
  { bus, pattern, retentionDays, created }: Archive,
  now: number,
): (event: PastEvent) => boolean {
  const fits = pattern === undefined ? undefined : compilePattern(pattern);
  const since = Math.max(created, retentionDays ? now - retentionDays * DAY_MS : 0);
  return (event) =>
    event.bus === bus &&
    Date.parse(event.acceptedAt) >= since &&
    (fits?.(fieldsOf(event.envelope)) ?? true);
}

function fromRow(row: Record<string, unknown>): Archive {
  const text = (column: string) => (row[column] === null ? undefined : String(row[column]));
  return {
    name: String(row.name),
    bus: String(row.bus),
    description: text("description"),
    pattern: text("pattern"),
    retentionDays: Number(row.retention_days),
    created: Number(row.created),
  };
}
