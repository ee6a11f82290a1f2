import { randomBytes } from "node:crypto";
import { decryptBlob, type EncryptionContext, encryptUnder } from "./ciphertext";
import { type Keys, keyArn } from "./key";
import { blob, byteCount, refuse } from "./operation-input";
import { usable } from "./signature";

interface CryptoInput {
  KeyId?: string;
  EncryptionContext?: EncryptionContext;
  EncryptionAlgorithm?: string;
}
interface DataKeyInput extends CryptoInput {
  KeySpec?: string;
  NumberOfBytes?: number;
}
interface ReEncryptInput {
  CiphertextBlob?: string;
  SourceKeyId?: string;
  SourceEncryptionContext?: EncryptionContext;
  DestinationKeyId?: string;
  DestinationEncryptionContext?: EncryptionContext;
}

const ALGORITHM = "SYMMETRIC_DEFAULT";

/** Encryption under symmetric keys, data keys and random bytes. */
export function cryptoOperations(keys: Keys) {
  const symmetric = ({ KeyId, EncryptionAlgorithm: algorithm = ALGORITHM }: CryptoInput) =>
    usable(keys.get(KeyId), "ENCRYPT_DECRYPT", [algorithm, ALGORITHM]);
  function dataKey(input: DataKeyInput) {
    const key = symmetric({ KeyId: input.KeyId ?? "" });
    const plaintext = randomBytes(dataKeyBytes(input));
    const sealed = encryptUnder(keys, key, { plaintext, context: input.EncryptionContext });
    const answer = { KeyId: keyArn(key), CiphertextBlob: sealed.toString("base64") };
    return { plaintext, answer };
  }
  return {
    Encrypt(input: CryptoInput & { Plaintext?: string }) {
      const key = symmetric(input);
      const plaintext = blob("plaintext", input.Plaintext, { from: 1, to: 4096 });
      const sealed = encryptUnder(keys, key, { plaintext, context: input.EncryptionContext });
      const CiphertextBlob = sealed.toString("base64");
      return { CiphertextBlob, KeyId: keyArn(key), EncryptionAlgorithm: ALGORITHM };
    },
    Decrypt(input: CryptoInput & { CiphertextBlob?: string }) {
      const sealed = blob("ciphertextBlob", input.CiphertextBlob, { from: 1, to: 6144 });
      const expected = input.KeyId === undefined ? undefined : symmetric(input);
      const context = input.EncryptionContext;
      const { key, plaintext } = decryptBlob(keys, sealed, { context, expected });
      const Plaintext = plaintext.toString("base64");
      return { Plaintext, KeyId: keyArn(key), EncryptionAlgorithm: ALGORITHM };
    },
    ReEncrypt(input: ReEncryptInput) {
      const sealed = blob("ciphertextBlob", input.CiphertextBlob, { from: 1, to: 6144 });
      const expected =
        input.SourceKeyId === undefined ? undefined : symmetric({ KeyId: input.SourceKeyId });
      const context = input.SourceEncryptionContext;
      const { key: source, plaintext } = decryptBlob(keys, sealed, { context, expected });
      const key = symmetric({ KeyId: input.DestinationKeyId ?? "" });
      const again = encryptUnder(keys, key, {
        plaintext,
        context: input.DestinationEncryptionContext,
      });
      return {
        CiphertextBlob: again.toString("base64"),
        SourceKeyId: keyArn(source),
        KeyId: keyArn(key),
        SourceEncryptionAlgorithm: ALGORITHM,
        DestinationEncryptionAlgorithm: ALGORITHM,
      };
    },
    GenerateDataKey(input: DataKeyInput) {
      const { plaintext, answer } = dataKey(input);
      return { ...answer, Plaintext: plaintext.toString("base64") };
    },
    GenerateDataKeyWithoutPlaintext: (input: DataKeyInput) => dataKey(input).answer,
    GenerateRandom: ({ NumberOfBytes }: { NumberOfBytes?: number }) => ({
      Plaintext: randomBytes(byteCount("numberOfBytes", NumberOfBytes)).toString("base64"),
    }),
  };
}

function dataKeyBytes({ KeySpec, NumberOfBytes }: DataKeyInput): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw refuse("Please specify either number of bytes or key spec.");
  }
  if (KeySpec === undefined) return byteCount("numberOfBytes", NumberOfBytes);
  if (KeySpec === "AES_256") return 32;
  if (KeySpec === "AES_128") return 16;
  throw refuse("Value at 'keySpec' must be AES_256 or AES_128");
}
