import * as z from "zod";
import { CustomerId, SessionId, UserId } from "../platform/id";
import { MAIL_LANGUAGES } from "../platform/mail-language";

export { Email } from "../platform/email.schema";

/** The language of the mails to somebody. */
export const MailLocale = z.enum(MAIL_LANGUAGES).meta({
  description: "The language of the mails to this person. Left out: English.",
  example: "en",
});

/** A password to be: how strong it is, is judged by how hard it is to guess. */
export const Password = z
  .string()
  .min(1, "A password is needed.")
  .max(256, "A password has at most 256 characters.")
  .meta({ example: "correct-horse-battery-staple-7", writeOnly: true });

/** A token as a mail or an answer gave it. */
export const Secret = z
  .string()
  .min(1, "A token is needed.")
  .max(300, "Not a token of ours.")
  .meta({ example: "rt_01jd3zq8v5m0w2e7r9t4y6x1kp_…", writeOnly: true });

/** What a mail to the address of an account may carry a token for. */
export const AddressedPurpose = z.enum(["verify-email", "magic-link", "reset-password"]);
export type AddressedPurpose = z.infer<typeof AddressedPurpose>;

export const TokenPurpose = z.enum([...AddressedPurpose.options, "change-email"]);
export type TokenPurpose = z.infer<typeof TokenPurpose>;

/** Why a mail goes to an address of a change, which need not be the account's. */
export const ChangePurpose = z.enum(["confirm-old-email", "confirm-new-email", "email-changed"]);
export type ChangePurpose = z.infer<typeof ChangePurpose>;

/** Why a person gets a mail: to prove that an address is theirs, or to know what happened. */
export const MailPurpose = z.enum([
  ...AddressedPurpose.options,
  ...ChangePurpose.options,
  "sign-up-repeated",
  "password-changed",
  "account-locked",
  "session-stolen",
  "totp-added",
  "totp-removed",
  "passkey-added",
  "passkey-removed",
  "recovery-code-used",
  "recovery-codes-renewed",
  "second-factor-locked",
]);
export type MailPurpose = z.infer<typeof MailPurpose>;

const REFRESH_TOKEN = "rt_01jd3zq8v5m0w2e7r9t4y6x1kp_…";

/** What signing in gives: RFC 6749, section 5.1, in our case of letters. */
export const Tokens = z
  .object({
    accessToken: z.string().meta({
      description: "A JWT: send it as `Authorization: Bearer`.",
      example: "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…",
    }),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().meta({
      description: "How long the access token lasts, in seconds.",
      example: 600,
    }),
    refreshToken: z.string().optional().meta({
      description:
        "Gets the next pair, once: `POST /api/auth/refresh`. Keep it secret. With `X-Session: cookie` it is a cookie instead, which no script can read.",
      example: REFRESH_TOKEN,
    }),
    sessionId: SessionId,
  })
  .meta({ id: "Tokens" });
export type Tokens = z.infer<typeof Tokens>;

/** What signing in gives a tenant's customer. Their pages are of other origins, where no cookie of ours is sent. */
export const CustomerTokens = Tokens.extend({
  refreshToken: z.string().meta({
    description: "Gets the next pair, once: `POST /api/customer/auth/refresh`. Keep it secret.",
    example: REFRESH_TOKEN,
  }),
}).meta({ id: "CustomerTokens" });
export type CustomerTokens = z.infer<typeof CustomerTokens>;

/** What signing in gives who has a second factor: what to prove it with. */
export const MfaChallenge = z
  .object({
    mfaToken: z.string().meta({
      description:
        "Stands for the first factor: send it with a code to `POST /api/auth/mfa/verify`.",
      example: "mc_01jd3zq8v5m0w2e7r9t4y6x1kp_…",
    }),
    factors: z.array(z.enum(["totp", "passkey", "recovery-code"])).meta({
      description: "What the person may prove. Who has a passkey may sign in with it instead.",
    }),
    expiresIn: z.int().meta({ description: "How long the token lasts, in seconds.", example: 300 }),
  })
  .meta({ id: "MfaChallenge" });
export type MfaChallenge = z.infer<typeof MfaChallenge>;

/** The answer to a first factor. */
export const SignedIn = z.union([Tokens, MfaChallenge]).meta({ id: "SignedIn" });
export type SignedIn = z.infer<typeof SignedIn>;

/** A code of an authenticator app, or a recovery code. */
export const Code = z
  .string()
  .trim()
  .min(6, "A code has six digits; a recovery code has more.")
  .max(40, "A code has six digits; a recovery code has sixteen letters and digits.")
  .meta({ example: "492039", writeOnly: true });

/** Codes for who has lost their second factor. They are told once. */
export const RecoveryCodes = z
  .array(z.string().meta({ example: "k7wq-2m9x-4tzb-h6vd" }))
  .meta({ description: "Each good once. Keep them where you keep passwords.", readOnly: true });

/** The second factors of the person who is signed in. */
export const Mfa = z
  .object({
    totpSince: z.iso.datetime().optional().meta({
      description: "Since when codes of an authenticator app are asked for; absent without one.",
    }),
    passkeys: z.int().meta({ description: "How many passkeys there are.", example: 1 }),
    recoveryCodesLeft: z.int().meta({ example: 9 }),
  })
  .meta({ id: "Mfa" });
export type Mfa = z.infer<typeof Mfa>;

/** The person who is signed in. */
export const Me = z
  .object({
    userId: UserId,
    email: z.string().meta({ example: "ada@example.com" }),
    /** Absent until the person has proved that the address is theirs. */
    verifiedAt: z.iso.datetime().optional(),
    hasPassword: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

/** The customer of a tenant who is signed in. */
export const CustomerMe = Me.omit({ userId: true })
  .extend({ customerId: CustomerId })
  .meta({ id: "CustomerMe" });
export type CustomerMe = z.infer<typeof CustomerMe>;

/** Where in the world an address is, as far as it can be told. */
export const Place = z
  .object({
    kind: z.enum(["country", "local", "unknown"]).meta({
      description:
        "`country`: looked up from the IP address, which is approximate. `local`: an address of a private network, or of the machine itself. `unknown`: nothing is known of the address.",
      example: "country",
    }),
    country: z.string().length(2).optional().meta({
      description: "Its code in ISO 3166-1, where `kind` is `country`. IP Geolocation by DB-IP.",
      example: "DE",
    }),
  })
  .meta({ id: "Place" });
export type Place = z.infer<typeof Place>;

/** A person's sign-in on one device. */
export const Session = z
  .object({
    sessionId: SessionId,
    device: z.string().meta({ example: "Firefox on Linux" }),
    address: z.string().meta({
      description: "The IP address it was last used from.",
      example: "203.0.113.7",
    }),
    place: Place.meta({ description: "Where that address is, to the country." }),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    current: z.boolean().meta({ description: "Whether it is the one that asks." }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** A public key that access tokens are signed with: RFC 7517. */
export const JsonWebKeys = z
  .object({
    keys: z.array(
      z.object({
        kty: z.string().meta({ example: "EC" }),
        crv: z.string().meta({ example: "P-256" }),
        // Source: RFC 7517, A.1
        x: z.string().meta({ example: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4" }),
        y: z.string().meta({ example: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM" }),
        kid: z.string().meta({ example: "key_01jd3zq8v5m0w2e7r9t4y6x1kp" }),
        alg: z.string().meta({ example: "ES256" }),
        use: z.string().meta({ example: "sig" }),
      }),
    ),
  })
  .meta({ id: "JsonWebKeys" });
