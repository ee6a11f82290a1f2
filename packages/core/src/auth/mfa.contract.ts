import * as z from "zod";
import { defineContract } from "../platform/contract";
import { Code, Mfa, Password, RecoveryCodes, Secret, Tokens } from "./auth.schema";
import { CODE_REFUSED, NO_ACCOUNT, SESSION_ENDED, TOKEN_REFUSED } from "./refusals";

const TOTP_MISSING = {
  "auth.totp.not_found": {
    status: 404,
    when: "there is no authenticator app to do it to",
    mend: "Set one up first.",
  },
};
const TOTP_EXISTS = {
  "auth.totp.exists": {
    status: 409,
    when: "there is an authenticator app already",
    mend: "Remove it first.",
  },
};

export const readMfa = defineContract({
  method: "GET",
  path: "/api/auth/mfa",
  summary: "Read which second factors you have",
  access: "user",
  response: Mfa,
  refuses: NO_ACCOUNT,
});

export const enrolTotp = defineContract({
  method: "POST",
  path: "/api/auth/mfa/totp",
  summary: "Set up an authenticator app: the secret is told this once",
  access: "user",
  stepUp: true,
  tellsSecret: true,
  status: 201,
  response: z.object({
    secret: z.string().meta({
      description: "In base 32, for who cannot scan.",
      readOnly: true,
      example: "JBSWY3DPEHPK3PXP",
    }),
    uri: z.string().meta({
      description: "`otpauth://…`: show it as a QR code.",
      readOnly: true,
      example: "otpauth://totp/Faibric:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Faibric",
    }),
  }),
  refuses: { ...NO_ACCOUNT, ...TOTP_EXISTS },
});

export const confirmTotp = defineContract({
  method: "POST",
  path: "/api/auth/mfa/totp/confirm",
  summary: "Show by a code that your authenticator app works; from then on it is asked for",
  access: "user",
  tellsSecret: true,
  body: z.object({ code: Code }),
  response: z.object({ recoveryCodes: RecoveryCodes.optional() }),
  refuses: { ...CODE_REFUSED, ...TOTP_MISSING, ...TOTP_EXISTS },
});

export const disableTotp = defineContract({
  method: "DELETE",
  path: "/api/auth/mfa/totp",
  summary: "Remove your authenticator app",
  access: "user",
  stepUp: true,
  refuses: TOTP_MISSING,
});

export const renewRecoveryCodes = defineContract({
  method: "POST",
  path: "/api/auth/mfa/recovery-codes",
  summary: "Get ten new recovery codes; the ones before are good no more",
  access: "user",
  stepUp: true,
  tellsSecret: true,
  response: z.object({ recoveryCodes: RecoveryCodes }),
  refuses: {
    "auth.mfa.missing": {
      status: 409,
      when: "you have no second factor",
      mend: "Set up an authenticator app or a passkey first.",
    },
  },
});

export const verifyMfa = defineContract({
  method: "POST",
  path: "/api/auth/mfa/verify",
  summary: "Complete signing in with a code of your authenticator app, or a recovery code",
  access: "anyone",
  session: "begins",
  body: z.object({ mfaToken: Secret, code: Code }),
  response: Tokens,
  refuses: { ...CODE_REFUSED, ...TOKEN_REFUSED },
});

export const stepUpByPassword = defineContract({
  method: "POST",
  path: "/api/auth/step-up/password",
  summary: "Prove by your password that the session is yours, for what is dangerous",
  access: "user",
  body: z.object({ password: Password }),
  refuses: {
    ...SESSION_ENDED,
    "auth.step_up.factor_needed": {
      status: 403,
      when: "you have a second factor, so a password is not enough",
      mend: "Prove it by a code or a passkey.",
    },
    "auth.password.wrong": {
      status: 403,
      when: "the password is wrong",
      mend: "Enter the password of now, or have a new one mailed.",
    },
    ...NO_ACCOUNT,
  },
});

export const stepUpByCode = defineContract({
  method: "POST",
  path: "/api/auth/step-up/code",
  summary: "Prove by a code that the session is yours; it counts as a second factor",
  access: "user",
  body: z.object({ code: Code }),
  refuses: { ...SESSION_ENDED, ...CODE_REFUSED, ...NO_ACCOUNT },
});
