import { arn } from "../wire/arn";
import type { Store } from "../wire/store";
import type { ScheduleSettings } from "./schedule-settings";

/** A schedule of the Scheduler. Times are epoch milliseconds. */
export interface Schedule {
  readonly group: string;
  readonly name: string;
  readonly settings: ScheduleSettings;
  /** What a rate counts from. */
  readonly anchor: number;
  readonly nextAt: number | undefined;
  readonly token: string | undefined;
  readonly created: number;
  readonly modified: number;
}

export interface ScheduleTable {
  get(group: string, name: string): Schedule | undefined;
  list(): Schedule[];
  put(schedule: Schedule): void;
  setNext(schedule: Schedule, nextAt: number | undefined): void;
  remove(group: string, name: string): void;
  due(now: number): Schedule[];
  nextDue(): number | undefined;
}

export const scheduleArn = ({ group, name }: Pick<Schedule, "group" | "name">) =>
  arn("scheduler", `schedule/${group}/${name}`);

export function createScheduleTable(store: Store): ScheduleTable {
  const get = store.prepare("SELECT * FROM eventbridge_schedules WHERE grp = ? AND name = ?");
  const list = store.prepare("SELECT * FROM eventbridge_schedules ORDER BY grp, name");
  const put = store.prepare(
    `INSERT OR REPLACE INTO eventbridge_schedules
     (grp, name, settings, token, anchor, next_at, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setNext = store.prepare(
    "UPDATE eventbridge_schedules SET next_at = ? WHERE grp = ? AND name = ?",
  );
  const remove = store.prepare("DELETE FROM eventbridge_schedules WHERE grp = ? AND name = ?");
  const due = store.prepare(
    "SELECT * FROM eventbridge_schedules WHERE next_at <= ? ORDER BY next_at",
  );
  const nextDue = store.prepare(
    "SELECT next_at FROM eventbridge_schedules WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
  );
  return {
    get(group, name) {
      const row = get.get(group, name);
      return row && fromRow(row);
    },
    list: () => list.all().map(fromRow),
    put({ group, name, settings, token, anchor, nextAt, created, modified }) {
      const text = JSON.stringify(settings);
      put.run(group, name, text, token ?? null, anchor, nextAt ?? null, created, modified);
    },
    setNext({ group, name }, nextAt) {
      setNext.run(nextAt ?? null, group, name);
    },
    remove(group, name) {
      remove.run(group, name);
    },
    due: (now) => due.all(now).map(fromRow),
    nextDue() {
      const row = nextDue.get();
      return row && Number(row.next_at);
    },
  };
}

function fromRow(row: Record<string, unknown>): Schedule {
  return {
    group: String(row.grp),
    name: String(row.name),
    settings: JSON.parse(String(row.settings)) as ScheduleSettings,
    anchor: Number(row.anchor),
    nextAt: row.next_at === null ? undefined : Number(row.next_at),
    token: row.token === null ? undefined : String(row.token),
    created: Number(row.created),
    modified: Number(row.modified),
  };
}
