import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import { type Store, transact } from "../wire/store";
import { decryptBlob, type EncryptionContext, encryptUnder } from "./ciphertext";
import { cryptoOperations } from "./crypto-operations";
import { createKeys } from "./key";
import { AWS_ALIAS, checkAlias, keyOperations } from "./key-operations";
import { signatureOperations, usable } from "./signature";

/** KMS over HTTP, and in process for the services that keep secrets. */
export interface Kms extends AwsService {
  /** The ID of the key behind an alias such as `alias/faibric`; both are made where missing. */
  ensureKey(alias: string): string;
  /**
   * Encrypts under a key ID, ARN or alias; an `alias/aws/…` is made at its first use, as on AWS. Throws
   * `NotFoundException`. The same `context` is needed to decrypt.
   */
  encrypt(keyId: string, plaintext: Uint8Array, context: EncryptionContext): Uint8Array;
  /** Throws `InvalidCiphertextException` when ciphertext or context are not what they were. */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): Uint8Array;
}

/** `keyFile` holds the root key, which seals all others; it is made with mode 0600 at the first use. */
export function createKms({ store, keyFile }: { store: Store; keyFile: string }): Kms {
  const keys = createKeys(store, keyFile);
  const handle = jsonProtocol("com.amazonaws.kms", {
    ...keyOperations(keys),
    ...cryptoOperations(keys),
    ...signatureOperations(keys),
  });

  function ensureKey(alias: string): string {
    checkAlias(alias);
    const existing = keys.aliases().find(({ name }) => name === alias);
    if (existing) return existing.keyId;
    const make = () => {
      const { id } = keys.create("SYMMETRIC_DEFAULT", `Made for ${alias}`);
      keys.addAlias(alias, id);
      return id;
    };
    return store.isTransaction ? make() : transact(store, make);
  }

  return {
    scopes: ["kms"],
    handle,
    async close() {},
    ensureKey,
    encrypt(keyId, plaintext, context) {
      if (keyId.startsWith(AWS_ALIAS)) ensureKey(keyId);
      const key = usable(keys.get(keyId), "ENCRYPT_DECRYPT");
      return encryptUnder(keys, key, { plaintext, context });
    },
    decrypt: (ciphertext, context) => decryptBlob(keys, ciphertext, { context }).plaintext,
  };
}
