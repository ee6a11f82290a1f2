import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

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

/** A new credential on P-256, with its public key in COSE form. Source: RFC 9053, section 7.1.1 */
export function newCredential(person: string): HeldCredential & { readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const [left, right] = [x, y].map((part) => Buffer.from(part, "base64url"));
  // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
  const cose = [
    Buffer.from("a5010203262001215820", "hex"),
    left ?? Buffer.alloc(0),
    Buffer.from("225820", "hex"),
    right ?? Buffer.alloc(0),
  ];
  return {
    credentialId: randomBytes(16).toString("base64"),
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    userHandle: Buffer.from(person).toString("base64"),
    signCount: 0,
    publicKey: base64url(Buffer.concat(cose)),
  };
}

/** What a browser answers when a credential was made, without attestation. Source: WebAuthn 3, sections 6.5 and 8.7 */
export function attest(
  credential: ReturnType<typeof newCredential>,
  challenge: string,
  origin: string,
) {
  const id = Buffer.from(credential.credentialId, "base64");
  const data = Buffer.concat([
    createHash("sha256").update(new URL(origin).hostname).digest(),
    Buffer.from([0b1000101, 0, 0, 0, 0]), // present, verified, with a credential; signed never yet
    Buffer.alloc(16), // a model that is not told
    Buffer.from([0, id.length]),
    id,
    Buffer.from(credential.publicKey, "base64url"),
  ]);
  // {"fmt": "none", "attStmt": {}, "authData": data}
  const start = Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex");
  const attestationObject = Buffer.concat([start, Buffer.from([data.length]), data]);
  const client = { type: "webauthn.create", challenge, origin, crossOrigin: false };
  return {
    id: base64url(id),
    rawId: base64url(id),
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(JSON.stringify(client)),
      attestationObject: base64url(attestationObject),
    },
  };
}
