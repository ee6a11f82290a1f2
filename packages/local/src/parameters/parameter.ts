import { AwsError } from "../wire/aws-error";
import { type Store, transact } from "../wire/store";
import { parameterArn, type Selection } from "./parameter-name";
import type { Sealing } from "./sealing";

export type ParameterType = "String" | "StringList" | "SecureString";
export type Tier = "Standard" | "Advanced";

/** A parameter with one of its versions. `value` of a SecureString is its ciphertext. */
export type Parameter = {
  readonly name: string;
  readonly description: string | null;
  readonly tier: Tier;
  readonly dataType: string;
  readonly allowedPattern: string | null;
  readonly version: number;
  readonly type: ParameterType;
  readonly keyId: string | null;
  readonly value: Uint8Array;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
};

/** What is put: a parameter as it will be, its value in plain. */
export interface Draft {
  readonly name: string;
  readonly description: string | null;
  readonly tier: Tier;
  readonly dataType: string;
  readonly allowedPattern: string | null;
  readonly type: ParameterType;
  readonly keyId: string | null;
  readonly value: string;
}

export interface Parameters {
  /** The newest version. */
  newest(name: string): Parameter | undefined;
  /** The version that is meant, or `ParameterNotFound` or `ParameterVersionNotFound`. */
  get(selection: Selection): Parameter;
  /** The newest versions of all parameters. */
  all(): Parameter[];
  /** Stores the next version, as one change, and returns its number. */
  put(draft: Draft): number;
  /** Whether there was one. */
  remove(name: string): boolean;
  /** The value in plain. */
  open(parameter: Parameter): string;
}

const KEPT_VERSIONS = 100;

export function createParameterTable(store: Store, { encrypt, decrypt }: Sealing): Parameters {
  store.exec(`
    CREATE TABLE IF NOT EXISTS ssm_parameters (
      name TEXT PRIMARY KEY,
      description TEXT,
      tier TEXT NOT NULL,
      dataType TEXT NOT NULL,
      allowedPattern TEXT,
      newest INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ssm_versions (
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      type TEXT NOT NULL,
      keyId TEXT,
      modifiedAt INTEGER NOT NULL,
      value BLOB NOT NULL,
      PRIMARY KEY (name, version)
    ) WITHOUT ROWID;
  `);
  const joined = `
    SELECT p.name, description, tier, dataType, allowedPattern, version, type, keyId, value, modifiedAt
    FROM ssm_parameters p JOIN ssm_versions v ON v.name = p.name`;
  const newest = store.prepare(`${joined} AND version = newest WHERE p.name = ?`);
  const exact = store.prepare(`${joined} WHERE p.name = ? AND version = ?`);
  const all = store.prepare(`${joined} AND version = newest ORDER BY p.name`);
  const write = store.prepare(
    `INSERT INTO ssm_parameters (name, description, tier, dataType, allowedPattern, newest)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET description = excluded.description,
     tier = excluded.tier, dataType = excluded.dataType, allowedPattern = excluded.allowedPattern,
     newest = excluded.newest`,
  );
  const addVersion = store.prepare(
    `INSERT INTO ssm_versions (name, version, type, keyId, modifiedAt, value)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const prune = store.prepare("DELETE FROM ssm_versions WHERE name = ? AND version <= ?");
  const remove = store.prepare("DELETE FROM ssm_parameters WHERE name = ?");
  const removeVersions = store.prepare("DELETE FROM ssm_versions WHERE name = ?");
  const contextOf = (name: string) => ({ PARAMETER_ARN: parameterArn(name) });
  const find = (name: string) => newest.get(name) as Parameter | undefined;

  return {
    newest: find,
    get({ names, version }) {
      const found = names.map(find).find((parameter) => parameter !== undefined);
      if (!found) throw new AwsError("ParameterNotFound", `Parameter ${names[0]} not found.`);
      if (version === undefined) return found;
      const older = Number.isNaN(version) ? undefined : exact.get(found.name, version);
      if (older) return older as Parameter;
      const message = `Systems Manager could not find version ${version} of ${found.name}.`;
      throw new AwsError("ParameterVersionNotFound", message);
    },
    all: () => all.all() as Parameter[],
    put({ name, description, tier, dataType, allowedPattern, type, keyId, value }) {
      return transact(store, () => {
        const version = (find(name)?.version ?? 0) + 1;
        const plain = Buffer.from(value);
        const stored = keyId === null ? plain : encrypt(keyId, plain, contextOf(name));
        write.run(name, description, tier, dataType, allowedPattern, version);
        addVersion.run(name, version, type, keyId, Date.now(), stored);
        prune.run(name, version - KEPT_VERSIONS);
        return version;
      });
    },
    remove: (name) =>
      transact(store, () => {
        removeVersions.run(name);
        return remove.run(name).changes > 0;
      }),
    open({ name, type, value }) {
      const plain = type === "SecureString" ? decrypt(value, contextOf(name)) : value;
      return Buffer.from(plain).toString("utf8");
    },
  };
}
