import type { SQLInputValue } from "node:sqlite";
import type { Store } from "../wire/store";

export type ExecutionStatus = "ABORTED" | "FAILED" | "RUNNING" | "SUCCEEDED" | "TIMED_OUT";

/** An execution with its position: the top-level state it is in, that state's input and event. */
export interface Execution {
  readonly seq: number;
  readonly arn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** JSON text, as is `output`. */
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** The definition it was started with; an update of the machine does not change it. */
  readonly definition: string;
  readonly role: string;
  /** Milliseconds since 1970, like every time here. */
  readonly started: number;
  readonly stopped: number | null;
  readonly state: string;
  readonly stateInput: string;
  readonly enteredEvent: number;
  readonly enteredAt: number;
  /** When the Wait it is in ends. */
  readonly waitUntil: number | null;
  readonly redriveCount: number;
  readonly redriven: number | null;
}

export type NewExecution = Pick<
  Execution,
  "arn" | "machine" | "name" | "input" | "definition" | "role" | "started" | "state"
>;

export interface ExecutionFilter {
  readonly machine?: string | undefined;
  readonly status?: string | undefined;
  /** Only those started before the one of this sequence number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface Executions {
  add(execution: NewExecution): void;
  get(arn: string): Execution | undefined;
  /** Newest first. */
  list(filter: ExecutionFilter): Execution[];
  update(arn: string, change: Partial<Omit<Execution, "arn" | "seq">>): void;
}

const TABLE = `CREATE TABLE IF NOT EXISTS stepfunctions_executions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'RUNNING', input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
  definition TEXT NOT NULL, role TEXT NOT NULL, started INTEGER NOT NULL, stopped INTEGER,
  state TEXT NOT NULL, stateInput TEXT NOT NULL, enteredEvent INTEGER NOT NULL DEFAULT 0,
  enteredAt INTEGER NOT NULL DEFAULT 0, waitUntil INTEGER,
  redriveCount INTEGER NOT NULL DEFAULT 0, redriven INTEGER);
  CREATE INDEX IF NOT EXISTS stepfunctions_executions_by_machine
    ON stepfunctions_executions (machine, seq);
  CREATE INDEX IF NOT EXISTS stepfunctions_executions_by_status
    ON stepfunctions_executions (status, seq)`;

export function openExecutions(store: Store): Executions {
  store.exec(TABLE);
  const insert = store.prepare(`INSERT INTO stepfunctions_executions
    (arn, machine, name, input, definition, role, started, state, stateInput)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = store.prepare("SELECT * FROM stepfunctions_executions WHERE arn = ?");
  return {
    add({ arn, machine, name, input, definition, role, started, state }) {
      insert.run(arn, machine, name, input, definition, role, started, state, input);
    },
    get: (arn) => select.get(arn) as unknown as Execution | undefined, // columns are its members
    list({ machine, status, before, limit }) {
      const conditions: [string, SQLInputValue | undefined][] = [
        ["machine = ?", machine],
        ["status = ?", status],
        ["seq < ?", before],
      ];
      const asked = conditions.filter(([, value]) => value !== undefined);
      const where = asked.length ? `WHERE ${asked.map(([text]) => text).join(" AND ")}` : "";
      const rows = store
        .prepare(`SELECT * FROM stepfunctions_executions ${where} ORDER BY seq DESC LIMIT ?`)
        .all(...asked.map(([, value]) => value ?? null), limit);
      return rows as unknown as Execution[]; // columns are its members
    },
    update(arn, change) {
      const columns = Object.keys(change);
      store
        .prepare(
          `UPDATE stepfunctions_executions SET ${columns.map((c) => `${c} = ?`).join(", ")} WHERE arn = ?`,
        )
        .run(...(Object.values(change) as SQLInputValue[]), arn);
    },
  };
}
