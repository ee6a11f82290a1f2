import { DatabaseSync } from "node:sqlite";

const DAY_SECONDS = 24 * 60 * 60;
const LONGEST_DAYS = 14;
const SLICE = 2_000;

/**
 * dynoxide keeps stream records in a table of its SQLite file and looks for the newest one at each
 * write, without an index: at 20,000 records a put took 13 ms instead of 1. This adds the index.
 * It is derived from the rows, so dynoxide keeps it current without knowing of it.
 */
export function indexStreamRecords(dataFile: string): void {
  const file = open(dataFile);
  try {
    file.exec(`
      CREATE INDEX IF NOT EXISTS faibric_stream_records
      ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`);
  } finally {
    file.close();
  }
}

interface Trim {
  dataFile: string;
  /** Per shard, the sequence number up to which all its consumers have read. */
  readUpTo: ReadonlyMap<string, bigint>;
  now?: number;
}

/**
 * Removes stream records after 24 hours as DynamoDB does, but one that a consumer has yet to read
 * only after 14 days: a laptop that was closed over a long weekend must not lose events. The newest
 * record stays, because dynoxide counts sequence numbers from it. Returns how many were removed.
 */
export function trimStreamRecords({ dataFile, readUpTo, now = Date.now() }: Trim): number {
  const day = Math.floor(now / 1000) - DAY_SECONDS;
  const limit = Math.floor(now / 1000) - LONGEST_DAYS * DAY_SECONDS;
  const file = open(dataFile);
  try {
    const remove = file.prepare(`
      DELETE FROM _stream_records WHERE id IN (
        SELECT id FROM _stream_records AS record
        WHERE shard_id = ? AND (created_at < ? OR (created_at < ? AND CAST(sequence_number AS INTEGER) <= ?))
          AND id < (SELECT MAX(id) FROM _stream_records WHERE table_name = record.table_name)
        LIMIT ${SLICE})`);
    const shards = file.prepare("SELECT DISTINCT shard_id AS shard FROM _stream_records").all();
    let removed = 0;
    for (const { shard } of shards) {
      const read = readUpTo.get(String(shard)) ?? -1n;
      let slice: number;
      do {
        slice = Number(remove.run(String(shard), limit, day, read).changes); // short locks
        removed += slice;
      } while (slice === SLICE);
    }
    return removed;
  } finally {
    file.close();
  }
}

function open(dataFile: string): DatabaseSync {
  const file = new DatabaseSync(dataFile);
  file.exec("PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL");
  return file;
}
