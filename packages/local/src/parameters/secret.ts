import { randomBytes } from "node:crypto";
import { arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import type { Sealing } from "./sealing";

export type Tag = { Key: string; Value: string };

/** A secret without its values. Times are milliseconds since 1970. */
export type Secret = {
  readonly name: string;
  readonly arn: string;
  readonly description: string | null;
  readonly keyId: string;
  readonly tags: readonly Tag[];
  readonly createdAt: number;
  readonly changedAt: number;
  readonly accessedAt: number | null;
  /** When it will be gone; null unless its deletion is scheduled. */
  readonly goneAt: number | null;
};

/** Text, or bytes. */
export type SecretValue = { readonly text: string } | { readonly bytes: Buffer };

export interface SecretVersion {
  readonly id: string;
  readonly stages: readonly string[];
  readonly createdAt: number;
}

export interface Secrets {
  find(reference: string): Secret | undefined;
  all(): Secret[];
  create(draft: Pick<Secret, "name" | "description" | "keyId" | "tags">): Secret;
  save(secret: Secret): void;
  /** Removes the secret and all its values. */
  purge(secret: Secret): void;
  /** Oldest first. */
  versions(secret: Secret): SecretVersion[];
  addVersion(secret: Secret, id: string, value: SecretValue): void;
  setStages(secret: Secret, id: string, stages: readonly string[]): void;
  dropVersion(secret: Secret, id: string): void;
  /** The value of a version in plain. */
  open(secret: Secret, id: string): SecretValue;
}

type SecretRow = Omit<Secret, "tags"> & { tags: string };
type VersionRow = Omit<SecretVersion, "stages"> & { stages: string };

const TABLES = `
  CREATE TABLE IF NOT EXISTS secrets_secrets (
    name TEXT PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    description TEXT,
    keyId TEXT NOT NULL,
    tags TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    changedAt INTEGER NOT NULL,
    accessedAt INTEGER,
    goneAt INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secrets_versions (
    sequence INTEGER PRIMARY KEY,
    arn TEXT NOT NULL,
    id TEXT NOT NULL,
    stages TEXT NOT NULL,
    isText INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (arn, id)
  );`;

/** The caller opens transactions around what belongs together. */
export function createSecretTable(store: Store, { encrypt, decrypt }: Sealing): Secrets {
  store.exec(TABLES);
  const one = store.prepare("SELECT * FROM secrets_secrets WHERE arn = ? OR name = ? OR name = ?");
  const all = store.prepare("SELECT * FROM secrets_secrets ORDER BY name");
  const write = store.prepare(
    `INSERT OR REPLACE INTO secrets_secrets
     (name, arn, description, keyId, tags, createdAt, changedAt, accessedAt, goneAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = store.prepare("DELETE FROM secrets_secrets WHERE arn = ?");
  const removeVersions = store.prepare("DELETE FROM secrets_versions WHERE arn = ?");
  const versions = store.prepare(
    "SELECT id, stages, createdAt FROM secrets_versions WHERE arn = ? ORDER BY sequence",
  );
  const addVersion = store.prepare(
    `INSERT INTO secrets_versions (arn, id, stages, isText, createdAt, value)
     VALUES (?, ?, '[]', ?, ?, ?)`,
  );
  const setStages = store.prepare(
    "UPDATE secrets_versions SET stages = ? WHERE arn = ? AND id = ?",
  );
  const dropVersion = store.prepare("DELETE FROM secrets_versions WHERE arn = ? AND id = ?");
  const stored = store.prepare(
    "SELECT isText, value FROM secrets_versions WHERE arn = ? AND id = ?",
  );
  const context = (secret: Secret, id: string) => ({ SecretARN: secret.arn, SecretVersionId: id });

  function save(secret: Secret) {
    const { name, arn: id, description, keyId, createdAt, changedAt, accessedAt, goneAt } = secret;
    const tags = JSON.stringify(secret.tags);
    write.run(name, id, description, keyId, tags, createdAt, changedAt, accessedAt, goneAt);
  }
  function purge(secret: Secret) {
    removeVersions.run(secret.arn);
    remove.run(secret.arn);
  }
  /** A secret whose recovery window is over is gone, though nobody removed it yet. */
  function alive(secret: Secret): boolean {
    if (secret.goneAt === null || secret.goneAt > Date.now()) return true;
    purge(secret);
    return false;
  }

  return {
    find(reference) {
      const partial = reference.replace(/^arn:aws:secretsmanager:[\w-]+:\d+:secret:/, "");
      const row = one.get(reference, reference, partial) as SecretRow | undefined;
      const secret = row && fromRow(row);
      return secret && alive(secret) ? secret : undefined;
    },
    all: () => (all.all() as SecretRow[]).map(fromRow).filter(alive),
    create({ name, description, keyId, tags }) {
      const suffix = randomBytes(16).toString("base64").replace(/\W/g, "").slice(0, 6);
      const now = Date.now();
      const secret: Secret = {
        ...{ name, description, keyId, tags },
        arn: arn("secretsmanager", `secret:${name}-${suffix}`),
        ...{ createdAt: now, changedAt: now, accessedAt: null, goneAt: null },
      };
      save(secret);
      return secret;
    },
    save,
    purge,
    versions: (secret) =>
      (versions.all(secret.arn) as VersionRow[]).map((row) => ({
        ...row,
        stages: JSON.parse(row.stages) as string[],
      })),
    addVersion(secret, id, value) {
      const plain = "text" in value ? Buffer.from(value.text) : value.bytes;
      const sealed = encrypt(secret.keyId, plain, context(secret, id));
      addVersion.run(secret.arn, id, "text" in value ? 1 : 0, Date.now(), sealed);
    },
    setStages: (secret, id, stages) => void setStages.run(JSON.stringify(stages), secret.arn, id),
    dropVersion: (secret, id) => void dropVersion.run(secret.arn, id),
    open(secret, id) {
      const row = stored.get(secret.arn, id) as { isText: 0 | 1; value: Uint8Array } | undefined;
      if (!row) throw notFound();
      const bytes = Buffer.from(decrypt(row.value, context(secret, id)));
      return row.isText ? { text: bytes.toString("utf8") } : { bytes };
    },
  };
}

export const notFound = (what = "the specified secret."): AwsError =>
  new AwsError("ResourceNotFoundException", `Secrets Manager can't find ${what}`);

const fromRow = (row: SecretRow): Secret => ({ ...row, tags: JSON.parse(row.tags) as Tag[] });
