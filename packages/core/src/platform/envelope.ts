import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  ReEncryptCommand,
} from "@aws-sdk/client-kms";
import { useOwner } from "./actor";
import { env } from "./env";
import { type Redacted, redact } from "./redacted";

/**
 * What a sealed value is bound to, beside the actor's tenant or person. Moved to another owner, purpose
 * or name it does not open. A function is granted one purpose: one that reads vendors' keys opens no other.
 */
export interface Binding {
  /** What kind of secret it is, such as `tenant-secret`; the grant names it too. */
  readonly purpose: string;
  /** Which one it is, within its owner and purpose. */
  readonly name: string;
}

/** The sealed value was changed, or belongs to another owner, purpose or name. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

const CIPHER = "aes-256-gcm";
const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

let client: KMSClient | undefined;
const kms = (): KMSClient => {
  client ??= new KMSClient({});
  return client;
};

/**
 * Encrypts a value of the actor's tenant or person: AES-256-GCM under a data key of its own, which is kept beside it, encrypted by KMS.
 * The answer is text: `v1.<data key>.<nonce>.<ciphertext and tag>`.
 */
export async function seal(value: string, binding: Binding): Promise<string> {
  const context = contextOf(binding);
  const { Plaintext: key, CiphertextBlob: dataKey } = await kms().send(
    new GenerateDataKeyCommand({
      KeyId: env("KMS_KEY_ID"),
      KeySpec: "AES_256",
      EncryptionContext: context,
    }),
  );
  if (!key || !dataKey) throw new Error("KMS answered without a data key");
  try {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(additional(context));
    const body = [cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()];
    return [VERSION, text(dataKey), text(iv), text(Buffer.concat(body))].join(".");
  } finally {
    key.fill(0);
  }
}

/** @throws EnvelopeError where it was sealed for another owner, purpose or name, or was changed since */
export async function open(sealed: string, binding: Binding): Promise<Redacted> {
  const context = contextOf(binding);
  const { dataKey, iv, body } = partsOf(sealed);
  const key = await unwrap(dataKey, context);
  try {
    const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(additional(context));
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const opened = [decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()];
    return redact(Buffer.concat(opened).toString("utf8"));
  } catch (cause) {
    throw new EnvelopeError(`what was sealed for ${binding.purpose} does not open`, { cause });
  } finally {
    key.fill(0);
  }
}

/**
 * Puts the data key under the KMS key that is now in use. The value itself is not decrypted, and the data
 * key never leaves KMS.
 */
export async function rewrap(sealed: string, binding: Binding): Promise<string> {
  const context = contextOf(binding);
  const { dataKey, iv, body } = partsOf(sealed);
  const { CiphertextBlob: wrapped } = await refused(
    kms().send(
      new ReEncryptCommand({
        CiphertextBlob: dataKey,
        SourceEncryptionContext: context,
        DestinationKeyId: env("KMS_KEY_ID"),
        DestinationEncryptionContext: context,
      }),
    ),
  );
  if (!wrapped) throw new Error("KMS answered without a data key");
  return [VERSION, text(wrapped), text(iv), text(body)].join(".");
}

async function unwrap(dataKey: Buffer, context: Record<string, string>): Promise<Uint8Array> {
  const { Plaintext: key } = await refused(
    kms().send(new DecryptCommand({ CiphertextBlob: dataKey, EncryptionContext: context })),
  );
  if (!key) throw new Error("KMS answered without a data key");
  return key;
}

/** KMS refuses another context with the same error as another ciphertext. */
async function refused<R>(answer: Promise<R>): Promise<R> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof InvalidCiphertextException)) throw error;
    throw new EnvelopeError("the data key is of another owner, purpose or name", { cause: error });
  }
}

/** KMS writes it into CloudTrail beside each use: IDs and names, no values. */
function contextOf({ purpose, name }: Binding): Record<string, string> {
  return { owner: useOwner(), purpose, name };
}

const additional = (context: Record<string, string>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

function partsOf(sealed: string): { dataKey: Buffer; iv: Buffer; body: Buffer } {
  const [version, ...rest] = sealed.split(".");
  const [dataKey, iv, body] = rest.map((part) => Buffer.from(part, "base64url"));
  if (version !== VERSION || rest.length !== 3 || !dataKey || !iv || !body) {
    throw new EnvelopeError("not a sealed value");
  }
  if (iv.length !== IV_BYTES || body.length < TAG_BYTES) {
    throw new EnvelopeError("not a sealed value");
  }
  return { dataKey, iv, body };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
