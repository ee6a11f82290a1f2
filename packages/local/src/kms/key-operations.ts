import { ACCOUNT, arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { type Key, type KeySpec, type Keys, keyArn, USAGES } from "./key";
import { pageOf, refuse } from "./operation-input";

/** The aliases of keys that AWS makes for its own services. */
export const AWS_ALIAS = "alias/aws/";

/** Making, naming and listing keys. */
export function keyOperations(keys: Keys) {
  return {
    CreateKey(input: { KeySpec?: string; KeyUsage?: string; Description?: string }) {
      const { KeySpec: spec = "SYMMETRIC_DEFAULT", KeyUsage: usage, Description } = input;
      if (!isKnown(spec)) {
        const message = `The laptop cloud has no keys of the spec ${spec}.`;
        throw new AwsError("UnsupportedOperationException", message);
      }
      // AWS takes encryption for granted, and so refuses a pair without a use.
      if ((usage ?? "ENCRYPT_DECRYPT") !== USAGES[spec]) {
        throw refuse(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
      }
      return { KeyMetadata: metadata(keys.create(spec, Description)) };
    },
    DescribeKey: ({ KeyId }: { KeyId?: string }) => ({ KeyMetadata: metadata(keys.get(KeyId)) }),
    ListKeys(input: { Limit?: number; Marker?: string }) {
      const { page, paging } = pageOf(keys.list(), ({ id }) => id, input);
      return { Keys: page.map((key) => ({ KeyId: key.id, KeyArn: keyArn(key) })), ...paging };
    },
    CreateAlias({ AliasName, TargetKeyId }: { AliasName?: string; TargetKeyId?: string }) {
      checkAlias(AliasName ?? "");
      if (AliasName?.startsWith(AWS_ALIAS)) {
        const message = `The prefix ${AWS_ALIAS} is reserved.`;
        throw new AwsError("InvalidAliasNameException", message);
      }
      keys.addAlias(AliasName ?? "", keys.get(TargetKeyId).id);
    },
    ListAliases(input: { KeyId?: string; Limit?: number; Marker?: string }) {
      const id = input.KeyId === undefined ? undefined : keys.get(input.KeyId).id;
      const wanted = keys.aliases().filter(({ keyId }) => id === undefined || keyId === id);
      const { page, paging } = pageOf(wanted, ({ name }) => name, { Limit: 50, ...input });
      const Aliases = page.map(({ name, keyId, createdAt }) => ({
        AliasName: name,
        AliasArn: arn("kms", name),
        TargetKeyId: keyId,
        CreationDate: createdAt / 1000,
        LastUpdatedDate: createdAt / 1000,
      }));
      return { Aliases, ...paging };
    },
  };
}

const isKnown = (spec: string): spec is KeySpec => Object.hasOwn(USAGES, spec);

/** Refuses what cannot be an alias. */
export function checkAlias(name: string): void {
  if (!name.startsWith("alias/")) throw refuse("Alias must start with the prefix 'alias/'");
  if (!/^alias\/[\w/-]{1,250}$/.test(name)) {
    throw new AwsError("InvalidAliasNameException", "Alias contains invalid characters.");
  }
}

function metadata(key: Key) {
  const algorithms = {
    SYMMETRIC_DEFAULT: { EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] },
    ECC_NIST_P256: { SigningAlgorithms: ["ECDSA_SHA_256"] },
    HMAC_256: { MacAlgorithms: ["HMAC_SHA_256"] },
  };
  return {
    AWSAccountId: ACCOUNT,
    KeyId: key.id,
    Arn: keyArn(key),
    CreationDate: key.createdAt / 1000,
    Enabled: true,
    Description: key.description,
    KeyUsage: USAGES[key.spec],
    KeyState: "Enabled",
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    MultiRegion: false,
    ...algorithms[key.spec],
  };
}
