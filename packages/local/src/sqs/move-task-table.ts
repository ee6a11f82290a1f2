import type { Store } from "../wire/store";

/** A task that moves dead letters, as ListMessageMoveTasks answers it. */
export type MoveTask = {
  handle: string;
  source: string;
  destination: string | null;
  perSecond: number | null;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  moved: number;
  total: number;
  lastSequence: number;
  startedAt: number;
  failure: string | null;
};

export interface MoveTaskTable {
  insert(task: MoveTask): void;
  find(handle: string): MoveTask | undefined;
  /** Notes how far a task has come. */
  update(task: Pick<MoveTask, "handle" | "status" | "moved" | "failure">): void;
  /** The latest first. */
  ofSource(source: string, limit: number): MoveTask[];
  running(): MoveTask[];
  /** How many messages a queue has, and the last to arrive. */
  extentOf(queue: string): Pick<MoveTask, "total" | "lastSequence">;
}

export function createMoveTaskTable(store: Store): MoveTaskTable {
  const insert = store.prepare(
    `INSERT INTO sqs_move_tasks
     (handle, source, destination, perSecond, status, moved, total, lastSequence, startedAt, failure)
     VALUES (:handle, :source, :destination, :perSecond, :status, :moved, :total, :lastSequence,
       :startedAt, :failure)`,
  );
  const find = store.prepare("SELECT * FROM sqs_move_tasks WHERE handle = ?");
  const update = store.prepare(
    "UPDATE sqs_move_tasks SET status = ?, moved = ?, failure = ? WHERE handle = ?",
  );
  const ofSource = store.prepare(
    "SELECT * FROM sqs_move_tasks WHERE source = ? ORDER BY startedAt DESC, rowid DESC LIMIT ?",
  );
  const running = store.prepare("SELECT * FROM sqs_move_tasks WHERE status = 'RUNNING'");
  const extent = store.prepare(
    `SELECT count(*) AS total, coalesce(max(sequence), 0) AS lastSequence
     FROM sqs_messages WHERE queue = ?`,
  );
  return {
    insert: (task) => void insert.run(task),
    find: (handle) => find.get(handle) as MoveTask | undefined,
    update: ({ handle, status, moved, failure }) => void update.run(status, moved, failure, handle),
    ofSource: (source, limit) => ofSource.all(source, limit) as MoveTask[],
    running: () => running.all() as MoveTask[],
    extentOf: (queue) => extent.get(queue) as Pick<MoveTask, "total" | "lastSequence">,
  };
}
