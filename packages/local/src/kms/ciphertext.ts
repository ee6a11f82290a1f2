import { AwsError } from "../wire/aws-error";
import type { Key, Keys } from "./key";
import { seal, unseal } from "./root-key";

export type EncryptionContext = Readonly<Record<string, string>>;

const VERSION = 1;
const ID_BYTES = 16;

const refused = () => new AwsError("InvalidCiphertextException", "The ciphertext cannot be read.");

/**
 * Encrypts under a symmetric key. The blob is a version byte, the 16 bytes of the key's ID, and what `seal`
 * makes; header and context are authenticated, so decryption needs no key ID and notices any change.
 */
export function encryptUnder(
  keys: Keys,
  key: Key,
  { plaintext, context = {} }: { plaintext: Uint8Array; context?: EncryptionContext | undefined },
): Buffer {
  const header = Buffer.from([VERSION, ...Buffer.from(key.id.replaceAll("-", ""), "hex")]);
  return Buffer.concat([header, seal(keys.material(key), plaintext, bind(header, context))]);
}

/** Opens a blob of `encryptUnder`. `expected` is the key it must be of, where the caller named one. */
export function decryptBlob(
  keys: Keys,
  blob: Uint8Array,
  {
    context = {},
    expected,
  }: { context?: EncryptionContext | undefined; expected?: Key | undefined },
): { key: Key; plaintext: Buffer } {
  const header = Buffer.from(blob.subarray(0, 1 + ID_BYTES));
  if (header.length < 1 + ID_BYTES || header[0] !== VERSION) throw refused();
  const key = keyOf(keys, header);
  if (expected && expected.id !== key.id) {
    const message = "The key ID in the request does not identify a key that can decrypt this.";
    throw new AwsError("IncorrectKeyException", message);
  }
  const sealed = blob.subarray(header.length);
  const plaintext = unseal(keys.material(key), sealed, bind(header, context));
  if (!plaintext) throw refused();
  return { key, plaintext };
}

function keyOf(keys: Keys, header: Buffer): Key {
  const id = header
    .toString("hex", 1)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const key = keys.find(id);
  if (key?.spec !== "SYMMETRIC_DEFAULT") throw refused();
  return key;
}

/** A context is a set of pairs: their order does not matter, their case does. */
function bind(header: Buffer, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([header, Buffer.from(JSON.stringify(pairs))]);
}
