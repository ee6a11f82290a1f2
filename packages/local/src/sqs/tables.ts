import type { Store } from "../wire/store";

/**
 * Makes the tables of the queues where they are missing. `sequence` is the order of arrival and is never
 * used twice. Times are milliseconds since 1970. `body` stays last, so that counting does not read it.
 */
export function createTables(store: Store): void {
  store.exec(`
    CREATE TABLE IF NOT EXISTS sqs_queues (
      name TEXT PRIMARY KEY,
      attributes TEXT NOT NULL,
      tags TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      modifiedAt INTEGER NOT NULL,
      purgedAt INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sqs_messages (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL,
      queue TEXT NOT NULL,
      groupId TEXT,
      deduplicationId TEXT,
      sentAt INTEGER NOT NULL,
      visibleAt INTEGER NOT NULL,
      receives INTEGER NOT NULL DEFAULT 0,
      earlierReceives INTEGER NOT NULL DEFAULT 0,
      firstReceivedAt INTEGER,
      receipt TEXT,
      source TEXT,
      isCopy INTEGER NOT NULL DEFAULT 0,
      trace TEXT,
      attributes TEXT,
      body TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS sqs_messages_by_arrival ON sqs_messages (queue);
    CREATE INDEX IF NOT EXISTS sqs_messages_by_visibility ON sqs_messages (queue, visibleAt);
    CREATE INDEX IF NOT EXISTS sqs_messages_by_age ON sqs_messages (queue, sentAt);
    CREATE TABLE IF NOT EXISTS sqs_deduplications (
      queue TEXT NOT NULL,
      scope TEXT NOT NULL,
      deduplicationId TEXT NOT NULL,
      messageId TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      expiresAt INTEGER NOT NULL,
      PRIMARY KEY (queue, scope, deduplicationId)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sqs_deduplications_by_expiry ON sqs_deduplications (expiresAt);
    CREATE TABLE IF NOT EXISTS sqs_move_tasks (
      handle TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      destination TEXT,
      perSecond INTEGER,
      status TEXT NOT NULL,
      moved INTEGER NOT NULL,
      total INTEGER NOT NULL,
      lastSequence INTEGER NOT NULL,
      startedAt INTEGER NOT NULL,
      failure TEXT
    );
    CREATE INDEX IF NOT EXISTS sqs_move_tasks_by_source ON sqs_move_tasks (source, startedAt);
  `);
}
