import type { Store } from "../wire/store";

/**
 * What S3 remembers. Bodies are files; a row names its files in `parts`, a JSON array of `BodyPart`.
 * Keys compare byte by byte (SQLite's BINARY collation over UTF-8), which is the order S3 lists in.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS s3_buckets (
    name TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    region TEXT NOT NULL,
    versioning TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE TABLE IF NOT EXISTS s3_configs (
    bucket TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (bucket, kind)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS s3_versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    latest INTEGER NOT NULL,
    marker INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    headers TEXT NOT NULL,
    checksum TEXT NOT NULL,
    tags TEXT NOT NULL,
    parts TEXT NOT NULL,
    UNIQUE (bucket, key, version)
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS s3_latest ON s3_versions (bucket, key) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS s3_history ON s3_versions (bucket, key, seq);
  CREATE TABLE IF NOT EXISTS s3_uploads (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    started INTEGER NOT NULL,
    headers TEXT NOT NULL,
    tags TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    checksum_type TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS s3_uploads_by_key ON s3_uploads (bucket, key, seq);
  CREATE TABLE IF NOT EXISTS s3_parts (
    upload TEXT NOT NULL,
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    checksum TEXT NOT NULL,
    body TEXT NOT NULL,
    modified INTEGER NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS s3_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL
  ) STRICT;
`;

export function createTables(store: Store): void {
  store.exec(TABLES);
}

/** The files that some row names; every other file under the root is left over from a crash. */
export function namedBodies(store: Store): Set<string> {
  const rows = store
    .prepare(
      `SELECT part.value ->> 'body' AS body FROM s3_versions, json_each(s3_versions.parts) AS part
       UNION ALL SELECT body FROM s3_parts`,
    )
    .all();
  return new Set(rows.map((row) => String(row.body)));
}
