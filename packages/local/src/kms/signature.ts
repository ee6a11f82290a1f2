import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { AwsError } from "../wire/aws-error";
import { type Key, type Keys, type KeyUsage, keyArn, USAGES } from "./key";
import { blob } from "./operation-input";

interface SignInput {
  KeyId?: string;
  Message?: string;
  MessageType?: string;
  SigningAlgorithm?: string;
}
interface MacInput {
  KeyId?: string;
  Message?: string;
  MacAlgorithm?: string;
}

const MESSAGE = { from: 1, to: 4096 };
const SIGNING = "ECDSA_SHA_256";
const MAC = "HMAC_SHA_256";

/** Signatures (ECDSA over P-256 with SHA-256, in DER) and message authentication codes (HMAC-SHA-256). */
export function signatureOperations(keys: Keys) {
  const pair = ({ KeyId, MessageType = "RAW", SigningAlgorithm }: SignInput) => {
    const key = usable(keys.get(KeyId), "SIGN_VERIFY", [SigningAlgorithm, SIGNING]);
    if (MessageType !== "RAW") {
      // Node's crypto always hashes what an EC key signs, so a digest would be hashed again.
      const message = "The laptop cloud signs messages of the type RAW only.";
      throw new AwsError("UnsupportedOperationException", message);
    }
    return key;
  };
  const privateKeyOf = (key: Key) =>
    createPrivateKey({ key: keys.material(key), format: "der", type: "pkcs8" });
  const publicKeyOf = (key: Key) => createPublicKey(privateKeyOf(key));
  function macOf({ KeyId, Message, MacAlgorithm }: MacInput) {
    const key = usable(keys.get(KeyId), "GENERATE_VERIFY_MAC", [MacAlgorithm, MAC]);
    const hmac = createHmac("sha256", keys.material(key));
    const mac = hmac.update(blob("message", Message, MESSAGE)).digest();
    return { mac, answer: { KeyId: keyArn(key), MacAlgorithm: MAC } };
  }

  return {
    Sign(input: SignInput) {
      const key = pair(input);
      const signature = sign("sha256", blob("message", input.Message, MESSAGE), privateKeyOf(key));
      const Signature = signature.toString("base64");
      return { KeyId: keyArn(key), Signature, SigningAlgorithm: SIGNING };
    },
    Verify(input: SignInput & { Signature?: string }) {
      const key = pair(input);
      const signature = blob("signature", input.Signature, { from: 1, to: 6144 });
      const message = blob("message", input.Message, MESSAGE);
      if (!verify("sha256", message, publicKeyOf(key), signature)) {
        throw new AwsError("KMSInvalidSignatureException", "The signature is not valid.");
      }
      return { KeyId: keyArn(key), SignatureValid: true, SigningAlgorithm: SIGNING };
    },
    GetPublicKey({ KeyId }: { KeyId?: string }) {
      const key = keys.get(KeyId);
      if (key.spec !== "ECC_NIST_P256") {
        const message = `${keyArn(key)} is not an asymmetric key.`;
        throw new AwsError("UnsupportedOperationException", message);
      }
      const der = publicKeyOf(key).export({ type: "spki", format: "der" });
      return {
        KeyId: keyArn(key),
        PublicKey: der.toString("base64"),
        KeySpec: key.spec,
        CustomerMasterKeySpec: key.spec,
        KeyUsage: USAGES[key.spec],
        SigningAlgorithms: [SIGNING],
      };
    },
    GenerateMac(input: MacInput) {
      const { mac, answer } = macOf(input);
      return { ...answer, Mac: mac.toString("base64") };
    },
    VerifyMac(input: MacInput & { Mac?: string }) {
      const { mac, answer } = macOf(input);
      const given = blob("mac", input.Mac, { from: 1, to: 6144 });
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
        throw new AwsError("KMSInvalidMacException", "The MAC is not valid.");
      }
      return { ...answer, MacValid: true };
    },
  };
}

/** The key, if it is for this use and the algorithm is the one it has. */
export function usable(
  key: Key,
  usage: KeyUsage,
  [algorithm, has]: [string | undefined, string] = ["", ""],
): Key {
  if (USAGES[key.spec] !== usage || algorithm !== has) {
    const message = `${keyArn(key)} key usage is ${USAGES[key.spec]} which is not valid for this.`;
    throw new AwsError("InvalidKeyUsageException", message);
  }
  return key;
}
