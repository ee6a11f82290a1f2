import { createHash, createPrivateKey, sign } from "node:crypto";

/** A credential as Chromium's virtual authenticator tells it, private key and all. */
export interface HeldCredential {
  readonly credentialId: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
}

export interface Claims {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly counter: number;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly userHandle?: string | undefined;
}

const base64url = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64url");

/** Signs with a real credential what no honest authenticator or browser would. Source: WebAuthn 3, section 6.3.3 */
export function forge(credential: HeldCredential, claims: Claims) {
  const { challenge, origin, rpId, counter, type = "webauthn.get", userVerified = true } = claims;
  const { crossOrigin = false } = claims;
  const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  const flags = userVerified ? 0b101 : 0b001;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
  const authenticatorData = Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  const key = createPrivateKey({
    key: Buffer.from(credential.privateKey, "base64"),
    format: "der",
    type: "pkcs8",
  });
  // Ed25519 hashes by itself.
  const digest = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  const signature = sign(digest, Buffer.concat([authenticatorData, sha256(clientData)]), key);
  const id = base64url(Buffer.from(credential.credentialId, "base64"));
  const handle = claims.userHandle ?? base64url(Buffer.from(credential.userHandle ?? "", "base64"));
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      userHandle: handle,
    },
  };
}
