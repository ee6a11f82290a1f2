import {
  Assertion,
  type CreationOptions,
  NewCredential,
  type RequestOptions,
} from "@faibric/core/auth/passkey.schema";

/** The browser has no passkey to give, or its person wants none. */
export class NoPasskeyError extends Error {
  override readonly name = "NoPasskeyError";
}

export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential !== "undefined" &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** Has the browser sign a challenge with one of its passkeys. @throws NoPasskeyError */
export async function askPasskey(options: RequestOptions): Promise<Assertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return Assertion.parse(await given(navigator.credentials.get({ publicKey })));
}

/** Has the browser make a passkey. @throws NoPasskeyError */
export async function makePasskey(options: CreationOptions): Promise<NewCredential> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return NewCredential.parse(await given(navigator.credentials.create({ publicKey })));
}

async function given(asked: Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await asked;
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (cause) {
    if (cause instanceof DOMException) throw new NoPasskeyError("no passkey was given", { cause });
    throw cause;
  }
  throw new NoPasskeyError("no passkey was given");
}
