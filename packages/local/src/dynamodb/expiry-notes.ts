import type { DynamoDBRecord } from "aws-lambda";
import type { Store } from "../wire/store";
import { keyText } from "./attribute-json";

/** A note that an item was removed because its time had come, and not by the product. */
export interface ExpiryNote {
  readonly tableName: string;
  /** The item's key as `keyText` writes it. */
  readonly key: string;
  /** The name of the time-to-live attribute and its value then: seconds since 1970. */
  readonly attribute: string;
  readonly expiredAt: string;
}

export interface ExpiryNotes {
  add(note: ExpiryNote): void;
  /** For an item that was not removed after all. */
  remove(note: ExpiryNote): void;
  /** Forgets notes made before `time`, milliseconds since 1970. */
  removeOlderThan(time: number): void;
  /** Whether this REMOVE record of the table's stream is an item's expiry. */
  explains(tableName: string, record: DynamoDBRecord): boolean;
}

/**
 * The notes by which the stream poller knows the sweeper's deletes from the product's. A note is made
 * before its delete, so a record is never seen without it.
 */
export function expiryNotes(store: Store): ExpiryNotes {
  store.exec(`
    CREATE TABLE IF NOT EXISTS dynamodb_expiry (
      table_name TEXT NOT NULL, item_key TEXT NOT NULL, attribute TEXT NOT NULL,
      expired_at TEXT NOT NULL, noted_at INTEGER NOT NULL,
      PRIMARY KEY (table_name, item_key, expired_at)
    ) WITHOUT ROWID`);
  const insert = store.prepare("INSERT OR REPLACE INTO dynamodb_expiry VALUES (?, ?, ?, ?, ?)");
  const remove = store.prepare(
    "DELETE FROM dynamodb_expiry WHERE table_name = ? AND item_key = ? AND expired_at = ?",
  );
  const forget = store.prepare("DELETE FROM dynamodb_expiry WHERE noted_at < ?");
  const find = store.prepare(
    "SELECT attribute, expired_at FROM dynamodb_expiry WHERE table_name = ? AND item_key = ?",
  );
  return {
    add: (note) => {
      insert.run(note.tableName, note.key, note.attribute, note.expiredAt, Date.now());
    },
    remove: (note) => {
      remove.run(note.tableName, note.key, note.expiredAt);
    },
    removeOlderThan: (time) => {
      forget.run(time);
    },
    explains(tableName, { dynamodb }) {
      if (!dynamodb?.Keys) return false;
      const image = dynamodb.OldImage;
      return find
        .all(tableName, keyText(dynamodb.Keys))
        .some((row) => !image || image[String(row.attribute)]?.N === row.expired_at);
    },
  };
}
