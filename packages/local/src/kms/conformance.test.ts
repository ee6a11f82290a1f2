import { createVerify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  type DecryptCommandInput,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsEndpoint, serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { createKms } from "./kms";

const folder = mkdtempSync(join(tmpdir(), "faibric-kms-"));
let endpoint: AwsEndpoint;
let client: KMSClient;
let count = 0;
beforeAll(async () => {
  const kms = createKms({ store: openStore(":memory:"), keyFile: join(folder, "root.key") });
  endpoint = await serveAws([kms]);
  client = new KMSClient({
    endpoint: endpoint.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

async function newKey(input: Partial<CreateKeyCommand["input"]> = {}) {
  const { KeyMetadata } = await client.send(new CreateKeyCommand(input));
  return { id: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
}
const newPair = () => newKey({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });

async function encrypt(KeyId: string, secret: string, EncryptionContext?: Record<string, string>) {
  const { CiphertextBlob = new Uint8Array() } = await client.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from(secret), EncryptionContext }),
  );
  return CiphertextBlob;
}
const decrypt = (input: DecryptCommandInput) => client.send(new DecryptCommand(input));

test("a new key is described as enabled and for encryption", async () => {
  const { id, arn } = await newKey({ Description: "for tests" });
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: id }));
  expect(arn).toBe(`arn:aws:kms:eu-central-1:000000000000:key/${id}`);
  expect(KeyMetadata).toMatchObject({
    Description: "for tests",
    Enabled: true,
    KeyState: "Enabled",
    KeySpec: "SYMMETRIC_DEFAULT",
    KeyUsage: "ENCRYPT_DECRYPT",
  });
  expect(KeyMetadata?.CreationDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test("a ciphertext names its key, so that decryption needs no key ID", async () => {
  const { id, arn } = await newKey();
  const CiphertextBlob = await encrypt(id, "secret");
  const opened = await decrypt({ CiphertextBlob });
  expect(text(opened.Plaintext)).toBe("secret");
  expect(opened.KeyId).toBe(arn);
});

test("the same plaintext is never encrypted to the same ciphertext", async () => {
  const { id } = await newKey();
  expect(await encrypt(id, "secret")).not.toEqual(await encrypt(id, "secret"));
});

test("a key is found by its ID, its ARN, its alias and the ARN of its alias", async () => {
  const { id, arn } = await newKey();
  const AliasName = `alias/shop-${count++}`;
  await client.send(new CreateAliasCommand({ AliasName, TargetKeyId: id }));
  const references = [id, arn, AliasName, `arn:aws:kms:eu-central-1:000000000000:${AliasName}`];
  for (const KeyId of references) {
    const CiphertextBlob = await encrypt(KeyId, "secret");
    expect((await decrypt({ CiphertextBlob, KeyId })).KeyId).toBe(arn);
  }
});

test.each(["alias/nobody", "00000000-0000-0000-0000-000000000000"])(
  "the key %s does not exist: NotFoundException",
  async (KeyId) => {
    await expect(encrypt(KeyId, "x")).rejects.toMatchObject({ name: "NotFoundException" });
  },
);

test("the encryption context must be the same, in any order", async () => {
  const { id } = await newKey();
  const CiphertextBlob = await encrypt(id, "secret", { tenant: "a", use: "token" });
  const same = { use: "token", tenant: "a" };
  expect(text((await decrypt({ CiphertextBlob, EncryptionContext: same })).Plaintext)).toBe(
    "secret",
  );
  for (const EncryptionContext of [undefined, { tenant: "a" }, { tenant: "b", use: "token" }]) {
    await expect(decrypt({ CiphertextBlob, EncryptionContext })).rejects.toThrow(
      InvalidCiphertextException,
    );
  }
});

test("a change of any byte of a ciphertext is InvalidCiphertextException", async () => {
  const { id } = await newKey();
  const original = await encrypt(id, "secret");
  for (let at = 0; at < original.length; at++) {
    const CiphertextBlob = Uint8Array.from(original);
    CiphertextBlob[at] = (CiphertextBlob[at] ?? 0) ^ 1;
    await expect(decrypt({ CiphertextBlob })).rejects.toThrow(InvalidCiphertextException);
  }
  for (const length of [1, 16, 20, original.length - 1]) {
    await expect(decrypt({ CiphertextBlob: original.subarray(0, length) })).rejects.toThrow(
      InvalidCiphertextException,
    );
  }
});

test("naming another key for decryption is IncorrectKeyException", async () => {
  const [one, other] = [await newKey(), await newKey()];
  const CiphertextBlob = await encrypt(one.id, "secret");
  await expect(decrypt({ CiphertextBlob, KeyId: other.id })).rejects.toMatchObject({
    name: "IncorrectKeyException",
  });
});

test("more than 4,096 bytes are a ValidationException", async () => {
  const { id } = await newKey();
  await encrypt(id, "x".repeat(4096));
  await expect(encrypt(id, "x".repeat(4097))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

test("a data key comes in plain and encrypted, with the length asked for", async () => {
  const { id: KeyId } = await newKey();
  const EncryptionContext = { tenant: "a" };
  for (const [input, bytes] of [
    [{ KeySpec: "AES_256" as const }, 32],
    [{ KeySpec: "AES_128" as const }, 16],
    [{ NumberOfBytes: 64 }, 64],
  ] as const) {
    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId, EncryptionContext, ...input }),
    );
    expect(made.Plaintext).toHaveLength(bytes);
    const { CiphertextBlob } = made;
    const opened = await decrypt({ CiphertextBlob, EncryptionContext });
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Buffer.from(made.Plaintext ?? []));
  }
});

test("a data key without its plaintext can be decrypted", async () => {
  const { id: KeyId } = await newKey();
  const made = await client.send(
    new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: "AES_256" }),
  );
  expect(made).not.toHaveProperty("Plaintext");
  expect((await decrypt({ CiphertextBlob: made.CiphertextBlob })).Plaintext).toHaveLength(32);
});

test("a data key needs a spec or a length, not both", async () => {
  const { id: KeyId } = await newKey();
  for (const input of [{}, { KeySpec: "AES_256" as const, NumberOfBytes: 32 }]) {
    await expect(
      client.send(new GenerateDataKeyCommand({ KeyId, ...input })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  }
});

test("random bytes have the length asked for, up to 1,024", async () => {
  const random = (NumberOfBytes: number) =>
    client.send(new GenerateRandomCommand({ NumberOfBytes }));
  expect((await random(1024)).Plaintext).toHaveLength(1024);
  await expect(random(1025)).rejects.toMatchObject({ name: "ValidationException" });
});

test("keys are listed in pages", async () => {
  for (let i = 0; i < 3; i++) await newKey();
  const seen = new Set<string | undefined>();
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListKeysCommand({ Limit: 2, ...(Marker && { Marker }) }));
    expect(page.Keys?.length).toBeLessThanOrEqual(2);
    for (const { KeyId } of page.Keys ?? []) {
      expect(seen).not.toContain(KeyId);
      seen.add(KeyId);
    }
    Marker = page.Truncated ? page.NextMarker : undefined;
  } while (Marker);
  expect(seen.size).toBeGreaterThanOrEqual(3);
});

test("the aliases of a key are listed; a taken or reserved one is refused", async () => {
  const { id } = await newKey();
  const create = (AliasName: string) =>
    client.send(new CreateAliasCommand({ AliasName, TargetKeyId: id }));
  const AliasName = `alias/listed-${count++}`;
  await create(AliasName);
  const { Aliases } = await client.send(new ListAliasesCommand({ KeyId: id }));
  expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: id }]);
  await expect(create(AliasName)).rejects.toMatchObject({ name: "AlreadyExistsException" });
  await expect(create("alias/aws/mine")).rejects.toMatchObject({
    name: "InvalidAliasNameException",
  });
  await expect(create("mine")).rejects.toMatchObject({ name: "ValidationException" });
});

test("a signature verifies with KMS and with the public key outside of it", async () => {
  const { id: KeyId } = await newPair();
  const Message = Buffer.from("signed");
  const SigningAlgorithm = "ECDSA_SHA_256";
  const { Signature } = await client.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
  const checked = await client.send(
    new VerifyCommand({ KeyId, Message, SigningAlgorithm, Signature }),
  );
  expect(checked.SignatureValid).toBe(true);
  const { PublicKey, KeySpec } = await client.send(new GetPublicKeyCommand({ KeyId }));
  expect(KeySpec).toBe("ECC_NIST_P256");
  const der = { key: Buffer.from(PublicKey ?? []), format: "der", type: "spki" } as const;
  expect(
    createVerify("sha256")
      .update(Message)
      .verify(der, Signature ?? new Uint8Array()),
  ).toBe(true);
});

test("the signature of another message is KMSInvalidSignatureException", async () => {
  const { id: KeyId } = await newPair();
  const SigningAlgorithm = "ECDSA_SHA_256";
  const { Signature } = await client.send(
    new SignCommand({ KeyId, Message: Buffer.from("signed"), SigningAlgorithm }),
  );
  const Message = Buffer.from("another");
  await expect(
    client.send(new VerifyCommand({ KeyId, Message, SigningAlgorithm, Signature })),
  ).rejects.toMatchObject({ name: "KMSInvalidSignatureException" });
});

test("a MAC verifies, and that of another message is KMSInvalidMacException", async () => {
  const { id: KeyId } = await newKey({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
  const MacAlgorithm = "HMAC_SHA_256";
  const { Mac } = await client.send(
    new GenerateMacCommand({ KeyId, MacAlgorithm, Message: Buffer.from("x") }),
  );
  const verify = (message: string) =>
    client.send(new VerifyMacCommand({ KeyId, MacAlgorithm, Mac, Message: Buffer.from(message) }));
  expect((await verify("x")).MacValid).toBe(true);
  await expect(verify("y")).rejects.toMatchObject({ name: "KMSInvalidMacException" });
});

test("a key used for what it is not for is InvalidKeyUsageException", async () => {
  const [{ id: pair }, { id: symmetric }] = [await newPair(), await newKey()];
  await expect(encrypt(pair, "x")).rejects.toMatchObject({ name: "InvalidKeyUsageException" });
  await expect(
    client.send(
      new SignCommand({
        KeyId: symmetric,
        Message: Buffer.from("x"),
        SigningAlgorithm: "ECDSA_SHA_256",
      }),
    ),
  ).rejects.toMatchObject({ name: "InvalidKeyUsageException" });
});
