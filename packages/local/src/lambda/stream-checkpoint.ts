import type { Store } from "../wire/store";

/** How far one event source mapping has read the shards of a stream. */
export interface StreamCheckpoints {
  /** The last sequence number dealt with; undefined before the first. */
  read(shardId: string): string | undefined;
  /** Everything up to this sequence number is dealt with. On disk when it returns. */
  write(shardId: string, sequenceNumber: string): void;
  isFinished(shardId: string): boolean;
  /** The shard was read to its end; its children may be read now. */
  finish(shardId: string): void;
}

/** The checkpoints of the mapping `name` on the stream `streamArn`. */
export function streamCheckpoints(
  store: Store,
  { name, streamArn }: { name: string; streamArn: string },
): StreamCheckpoints {
  createCheckpoints(store);
  const select = store.prepare(
    "SELECT sequence_number AS place, finished FROM lambda_checkpoint WHERE mapping = ? AND stream_arn = ? AND shard_id = ?",
  );
  const upsert = store.prepare(`
    INSERT INTO lambda_checkpoint VALUES (?, ?, ?, ?, 0, ?)
    ON CONFLICT DO UPDATE SET sequence_number = excluded.sequence_number, read_at = excluded.read_at`);
  const finish = store.prepare(`
    INSERT INTO lambda_checkpoint VALUES (?, ?, ?, NULL, 1, ?)
    ON CONFLICT DO UPDATE SET finished = 1, read_at = excluded.read_at`);
  return {
    read: (shardId) => {
      const place = select.get(name, streamArn, shardId)?.place;
      return typeof place === "string" ? place : undefined;
    },
    write: (shardId, sequenceNumber) => {
      upsert.run(name, streamArn, shardId, sequenceNumber, Date.now());
    },
    isFinished: (shardId) => select.get(name, streamArn, shardId)?.finished === 1,
    finish: (shardId) => {
      finish.run(name, streamArn, shardId, Date.now());
    },
  };
}

const FORGOTTEN_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Per shard, the sequence number that every mapping has dealt with: what retention may remove. A
 * mapping that has not read for 14 days was taken out of the product and holds nothing back.
 */
export function readByAll(store: Store, now = Date.now()): Map<string, bigint> {
  createCheckpoints(store);
  const rows = store
    .prepare(`
      SELECT shard_id AS shard, MIN(CAST(sequence_number AS INTEGER)) AS place
      FROM lambda_checkpoint WHERE sequence_number IS NOT NULL AND read_at > ?
      GROUP BY shard_id`)
    .all(now - FORGOTTEN_MS);
  return new Map(rows.map(({ shard, place }) => [String(shard), BigInt(Number(place))]));
}

function createCheckpoints(store: Store): void {
  store.exec(`
    CREATE TABLE IF NOT EXISTS lambda_checkpoint (
      mapping TEXT NOT NULL, stream_arn TEXT NOT NULL, shard_id TEXT NOT NULL,
      sequence_number TEXT, finished INTEGER NOT NULL, read_at INTEGER NOT NULL,
      PRIMARY KEY (mapping, stream_arn, shard_id)
    ) WITHOUT ROWID`);
}
