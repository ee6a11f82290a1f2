import type { Store } from "../wire/store";
import type { Json, StateType } from "./asl";

export interface HistoryEvent {
  /** Counts from 1 in each execution. */
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The state it is about, where there is one. */
  readonly state: string | null;
  /** A state's exit through its Catch. */
  readonly caught: boolean;
  /** As GetExecutionHistory answers them, under a member such as `stateEnteredEventDetails`. */
  readonly details: Readonly<Record<string, Json>>;
}

export interface NewEvent {
  readonly type: string;
  readonly previous: number;
  readonly state?: string;
  readonly caught?: boolean;
  readonly details?: Readonly<Record<string, Json>>;
}

export interface History {
  /** Stores the event and answers its id. */
  append(execution: string, event: NewEvent): number;
  /** Events after (in reverse: before) the id `after`. */
  read(
    execution: string,
    page: { after: number; limit: number; reverse?: boolean },
  ): HistoryEvent[];
  lastId(execution: string): number;
}

const TABLE = `CREATE TABLE IF NOT EXISTS stepfunctions_events (
  execution TEXT NOT NULL, id INTEGER NOT NULL, previous INTEGER NOT NULL, type TEXT NOT NULL,
  time INTEGER NOT NULL, state TEXT, caught INTEGER NOT NULL, details TEXT NOT NULL,
  PRIMARY KEY (execution, id)) WITHOUT ROWID`;

const COLUMNS = "id, previous, type, time, state, caught, details";

export function openHistory(store: Store): History {
  store.exec(TABLE);
  const last = store.prepare(
    "SELECT coalesce(max(id), 0) AS id FROM stepfunctions_events WHERE execution = ?",
  );
  const insert = store.prepare(
    `INSERT INTO stepfunctions_events (execution, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forward = store.prepare(
    `SELECT ${COLUMNS} FROM stepfunctions_events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?`,
  );
  const backward = store.prepare(
    `SELECT ${COLUMNS} FROM stepfunctions_events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const lastId = (execution: string) => Number(last.get(execution)?.id ?? 0);
  return {
    lastId,
    append(execution, { type, previous, state, caught, details }) {
      const id = lastId(execution) + 1;
      const text = JSON.stringify(details ?? {});
      insert.run(execution, id, previous, type, Date.now(), state ?? null, caught ? 1 : 0, text);
      return id;
    },
    read(execution, { after, limit, reverse }) {
      return (reverse ? backward : forward).all(execution, after, limit).map(toEvent);
    },
  };
}

function toEvent(row: Record<string, unknown>): HistoryEvent {
  return {
    id: Number(row.id),
    previousEventId: Number(row.previous),
    type: String(row.type),
    time: Number(row.time),
    state: row.state === null ? null : String(row.state),
    caught: row.caught === 1,
    details: JSON.parse(String(row.details)) as HistoryEvent["details"],
  };
}

const WHOLE = { truncated: false };

export const entered = (
  state: string,
  type: StateType,
  input: Json,
  previous: number,
): NewEvent => ({
  type: `${type}StateEntered`,
  previous,
  state,
  details: {
    stateEnteredEventDetails: { name: state, input: JSON.stringify(input), inputDetails: WHOLE },
  },
});

export const exited = (
  state: string,
  type: StateType,
  result: { output: Json; caught: boolean },
  previous: number,
): NewEvent => ({
  type: `${type}StateExited`,
  previous,
  state,
  caught: result.caught,
  details: {
    stateExitedEventDetails: {
      name: state,
      output: JSON.stringify(result.output),
      outputDetails: WHOLE,
    },
  },
});

/** Error and cause as events and answers carry them: each only where there is one. */
export const failureDetails = (error: string | undefined, cause: string | undefined) => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});
