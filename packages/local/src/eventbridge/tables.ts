import type { Store } from "../wire/store";

/** Makes the tables of EventBridge and its Scheduler where they are missing. Times are epoch milliseconds. */
export function createTables(store: Store): void {
  store.exec(`
    CREATE TABLE IF NOT EXISTS eventbridge_buses (
      name TEXT PRIMARY KEY, description TEXT, created INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS eventbridge_rules (
      bus TEXT NOT NULL, name TEXT NOT NULL, pattern TEXT, schedule TEXT, state TEXT NOT NULL,
      description TEXT, role TEXT, ensured INTEGER NOT NULL, anchor INTEGER NOT NULL, next_at INTEGER,
      PRIMARY KEY (bus, name)
    );
    CREATE INDEX IF NOT EXISTS eventbridge_rules_due
      ON eventbridge_rules (next_at) WHERE next_at IS NOT NULL;
    CREATE TABLE IF NOT EXISTS eventbridge_targets (
      bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL,
      PRIMARY KEY (bus, rule, id)
    );
    CREATE TABLE IF NOT EXISTS eventbridge_events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, time TEXT NOT NULL, bus TEXT NOT NULL,
      detail_type TEXT NOT NULL, envelope TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS eventbridge_events_by_time ON eventbridge_events (time);
    CREATE TABLE IF NOT EXISTS eventbridge_archives (
      name TEXT PRIMARY KEY, bus TEXT NOT NULL, description TEXT, pattern TEXT,
      retention_days INTEGER NOT NULL, created INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS eventbridge_replays (
      name TEXT PRIMARY KEY, archive TEXT NOT NULL, bus TEXT NOT NULL, description TEXT,
      filters TEXT NOT NULL, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL, state TEXT NOT NULL,
      started INTEGER NOT NULL, ended INTEGER, last_time INTEGER, seq INTEGER NOT NULL,
      until_seq INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS eventbridge_replays_active
      ON eventbridge_replays (started) WHERE ended IS NULL;
    CREATE TABLE IF NOT EXISTS eventbridge_deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT, delivery TEXT NOT NULL, attempts INTEGER NOT NULL,
      created INTEGER NOT NULL, next_at INTEGER NOT NULL, last_error TEXT
    );
    CREATE INDEX IF NOT EXISTS eventbridge_deliveries_due ON eventbridge_deliveries (next_at);
    CREATE TABLE IF NOT EXISTS eventbridge_schedule_groups (
      name TEXT PRIMARY KEY, token TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS eventbridge_schedules (
      grp TEXT NOT NULL, name TEXT NOT NULL, settings TEXT NOT NULL, token TEXT, anchor INTEGER NOT NULL,
      next_at INTEGER, created INTEGER NOT NULL, modified INTEGER NOT NULL,
      PRIMARY KEY (grp, name)
    );
    CREATE INDEX IF NOT EXISTS eventbridge_schedules_due
      ON eventbridge_schedules (next_at) WHERE next_at IS NOT NULL;
    CREATE TABLE IF NOT EXISTS eventbridge_tags (
      arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)
    );`);
}
