import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { makeRootKey, readRootKey, seal, unseal } from "./root-key";

export type KeySpec = "SYMMETRIC_DEFAULT" | "ECC_NIST_P256" | "HMAC_256";
export type KeyUsage = "ENCRYPT_DECRYPT" | "SIGN_VERIFY" | "GENERATE_VERIFY_MAC";

/** What each kind of key is for. */
export const USAGES: Readonly<Record<KeySpec, KeyUsage>> = {
  SYMMETRIC_DEFAULT: "ENCRYPT_DECRYPT",
  ECC_NIST_P256: "SIGN_VERIFY",
  HMAC_256: "GENERATE_VERIFY_MAC",
};

export type Key = {
  readonly id: string;
  readonly spec: KeySpec;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
};

export type Alias = { name: string; keyId: string; createdAt: number };

export interface Keys {
  create(spec: KeySpec, description?: string): Key;
  find(reference: string): Key | undefined;
  /** The key of an ID, an ARN, an alias or an alias ARN, or `NotFoundException`. */
  get(reference: string | undefined): Key;
  list(): Key[];
  aliases(): Alias[];
  addAlias(name: string, keyId: string): void;
  /** The bytes of a symmetric or HMAC key; the private key of a pair, as PKCS #8 DER. */
  material(key: Key): Buffer;
}

export const keyArn = ({ id }: Pick<Key, "id">): string => arn("kms", `key/${id}`);

const COLUMNS = "id, spec, description, createdAt";

/** Keys live in the store, each sealed by the root key in `keyFile`, which is made with the first key. */
export function createKeys(store: Store, keyFile: string): Keys {
  store.exec(`
    CREATE TABLE IF NOT EXISTS kms_keys (
      id TEXT PRIMARY KEY,
      spec TEXT NOT NULL,
      description TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      material BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS kms_aliases (
      name TEXT PRIMARY KEY,
      keyId TEXT NOT NULL,
      createdAt INTEGER NOT NULL
    ) WITHOUT ROWID;
  `);
  const insert = store.prepare(
    `INSERT INTO kms_keys (${COLUMNS}, material) VALUES (?, ?, ?, ?, ?)`,
  );
  const one = store.prepare(`SELECT ${COLUMNS} FROM kms_keys WHERE id = ?`);
  const all = store.prepare(`SELECT ${COLUMNS} FROM kms_keys ORDER BY id`);
  const sealed = store.prepare("SELECT material FROM kms_keys WHERE id = ?");
  const alias = store.prepare("SELECT * FROM kms_aliases WHERE name = ?");
  const aliases = store.prepare("SELECT * FROM kms_aliases ORDER BY name");
  const addAlias = store.prepare(
    "INSERT INTO kms_aliases (name, keyId, createdAt) VALUES (?, ?, ?)",
  );
  let root: Buffer | undefined;

  function rootKey(): Buffer {
    root ??= readRootKey(keyFile);
    // A new root key beside old keys would make all that they encrypted unreadable without a word.
    if (!root && all.get()) {
      throw new Error(`${keyFile} is missing, and the KMS keys in the store need it.`);
    }
    root ??= makeRootKey(keyFile);
    return root;
  }

  function find(reference: string): Key | undefined {
    const name = reference.replace(/^arn:aws:kms:[\w-]+:\d+:/, "");
    if (!name.startsWith("alias/")) return one.get(name.replace(/^key\//, "")) as Key | undefined;
    const target = alias.get(name) as Alias | undefined;
    return target && (one.get(target.keyId) as Key | undefined);
  }

  return {
    create(spec, description = "") {
      const key: Key = { id: randomUUID(), spec, description, createdAt: Date.now() };
      const material = seal(rootKey(), newMaterial(spec), Buffer.from(key.id));
      insert.run(key.id, spec, description, key.createdAt, material);
      return key;
    },
    find,
    get(reference) {
      if (!reference) {
        throw new AwsError("ValidationException", "Value at 'keyId' failed: must not be null.");
      }
      const key = find(reference);
      if (key) return key;
      const [what, state] = reference.includes("alias/")
        ? ["Alias", "is not found"]
        : ["Key", "does not exist"];
      throw new AwsError("NotFoundException", `${what} '${reference}' ${state}`);
    },
    list: () => all.all() as Key[],
    aliases: () => aliases.all() as Alias[],
    addAlias(name, keyId) {
      if (alias.get(name)) {
        const message = `An alias with the name ${arn("kms", name)} already exists`;
        throw new AwsError("AlreadyExistsException", message);
      }
      addAlias.run(name, keyId, Date.now());
    },
    material({ id }) {
      const { material } = sealed.get(id) as { material: Uint8Array };
      const opened = unseal(rootKey(), material, Buffer.from(id));
      if (!opened)
        throw new Error(`${keyFile} is not the key that sealed the KMS keys in the store.`);
      return opened;
    },
  };
}

function newMaterial(spec: KeySpec): Buffer {
  if (spec !== "ECC_NIST_P256") return randomBytes(32);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "der" });
}
