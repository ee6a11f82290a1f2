import * as z from "zod";
import { PasskeyId } from "../platform/id";

const MAX_BYTES = 20_000;
const bytes = (example: string) =>
  z
    .string()
    .min(1, "This is needed, as base64url.")
    .max(MAX_BYTES, "Longer than any authenticator makes it.")
    .regex(/^[\w-]+$/, "Not base64url.")
    .meta({ example });

const CREDENTIAL_ID = "KEDetxZcUfinhVi6Za5nZQ";
const credential = {
  id: bytes(CREDENTIAL_ID).max(1_400),
  rawId: bytes(CREDENTIAL_ID).max(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.looseObject({}).default({}),
  authenticatorAttachment: z.string().max(100).nullish(),
};

/** What `navigator.credentials.create()` gave, by its `toJSON()`. Source: WebAuthn 3, section 5.1 */
export const NewCredential = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: bytes("eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0"),
      attestationObject: bytes("o2NmbXRkbm9uZQ"),
      transports: z.array(z.string().max(50)).max(10).optional(),
    }),
  })
  .meta({ id: "NewCredential" });
export type NewCredential = z.infer<typeof NewCredential>;

/** What `navigator.credentials.get()` gave, by its `toJSON()`. */
export const Assertion = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: bytes("eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0"),
      authenticatorData: bytes("SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ"),
      signature: bytes("MEUCIQDm5Kd"),
      userHandle: bytes("dXNyXzAxamQ").nullish(),
    }),
  })
  .meta({ id: "Assertion" });
export type Assertion = z.infer<typeof Assertion>;

const Challenge = z.string().meta({ example: "6V6qDzYf1nC2mKjvXx0lq0mKf3yqv3nq0u5dX8b7c9A" });
const RelyingPartyId = z.string().meta({ example: "app.example.com" });
const Address = z.string().meta({ example: "ada@example.com" });
const Timeout = z.int().meta({ description: "In milliseconds.", example: 300_000 });

const Descriptor = z.object({
  type: z.literal("public-key"),
  id: z.string().meta({ example: CREDENTIAL_ID }),
  transports: z.array(z.string().meta({ example: "internal" })),
});

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export const CreationOptions = z
  .object({
    challenge: Challenge,
    rp: z.object({ id: RelyingPartyId, name: z.string().meta({ example: "Faibric" }) }),
    user: z.object({
      id: z.string().meta({ example: "dXNyXzAxamQ" }),
      name: Address,
      displayName: Address,
    }),
    pubKeyCredParams: z.array(
      z.object({ type: z.literal("public-key"), alg: z.int().meta({ example: -7 }) }),
    ),
    timeout: Timeout,
    excludeCredentials: z.array(Descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
    attestation: z.literal("none"),
  })
  .meta({ id: "PasskeyCreationOptions" });
export type CreationOptions = z.infer<typeof CreationOptions>;

/** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
export const RequestOptions = z
  .object({
    challenge: Challenge,
    rpId: RelyingPartyId,
    timeout: Timeout,
    allowCredentials: z.array(Descriptor),
    userVerification: z.literal("required"),
  })
  .meta({ id: "PasskeyRequestOptions" });
export type RequestOptions = z.infer<typeof RequestOptions>;

/** What its person calls a passkey. */
export const PasskeyName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(100, "A name has at most 100 characters.")
  .meta({ example: "My laptop" });

/** A passkey as its person sees it. */
export const Passkey = z
  .object({
    passkeyId: PasskeyId,
    name: z.string().meta({ example: "My laptop" }),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().optional(),
  })
  .meta({ id: "Passkey" });
export type Passkey = z.infer<typeof Passkey>;
