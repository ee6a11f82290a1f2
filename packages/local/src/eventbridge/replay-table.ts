import { arn } from "../wire/arn";
import type { Store } from "../wire/store";

export type ReplayState = "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED";

/** Times are epoch milliseconds. */
export interface Replay {
  readonly name: string;
  readonly description: string | undefined;
  readonly archive: string;
  readonly bus: string;
  /** The rules it is for; all of the bus where there are none. */
  readonly filters: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly state: ReplayState;
  readonly started: number;
  readonly ended: number | undefined;
  /** The time of the last event it sent. */
  readonly lastTime: number | undefined;
  /** How far it is in the history, and where it ends: what comes in meanwhile is not for it. */
  readonly seq: number;
  readonly untilSeq: number;
}

export interface ReplayTable {
  get(name: string): Replay | undefined;
  all(): Replay[];
  /** Those that have not ended. */
  active(): Replay[];
  put(replay: Replay): void;
}

export const replayArn = (name: string) => arn("events", `replay/${name}`);

export function createReplayTable(store: Store): ReplayTable {
  const get = store.prepare("SELECT * FROM eventbridge_replays WHERE name = ?");
  const all = store.prepare("SELECT * FROM eventbridge_replays ORDER BY name");
  const active = store.prepare(
    "SELECT * FROM eventbridge_replays WHERE ended IS NULL ORDER BY started",
  );
  const put = store.prepare(
    `INSERT OR REPLACE INTO eventbridge_replays
     (name, archive, bus, description, filters, from_time, to_time, state, started, ended, last_time,
      seq, until_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    get(name) {
      const row = get.get(name);
      return row && fromRow(row);
    },
    all: () => all.all().map(fromRow),
    active: () => active.all().map(fromRow),
    put(replay) {
      const { name, archive, bus, filters, from, to, state, started, seq, untilSeq } = replay;
      const { description = null, ended = null, lastTime = null } = replay;
      const texts = [name, archive, bus, description, JSON.stringify(filters)];
      put.run(...texts, from, to, state, started, ended, lastTime, seq, untilSeq);
    },
  };
}

function fromRow(row: Record<string, unknown>): Replay {
  const number = (column: string) => (row[column] === null ? undefined : Number(row[column]));
  return {
    name: String(row.name),
    archive: String(row.archive),
    bus: String(row.bus),
    description: row.description === null ? undefined : String(row.description),
    filters: JSON.parse(String(row.filters)) as string[],
    from: Number(row.from_time),
    to: Number(row.to_time),
    state: row.state as ReplayState,
    started: Number(row.started),
    ended: number("ended"),
    lastTime: number("last_time"),
    seq: Number(row.seq),
    untilSeq: Number(row.until_seq),
  };
}
