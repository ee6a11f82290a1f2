import * as z from "zod";
import { defineContract } from "../platform/contract";
import { SessionId } from "../platform/id";
import {
  Email,
  JsonWebKeys,
  MailLocale,
  Me,
  Password,
  Secret,
  Session,
  SignedIn,
  Tokens,
} from "./auth.schema";
import { SESSION_ENDED, TOKEN_REFUSED, WEAK_PASSWORD, WRONG_CREDENTIALS } from "./refusals";

export const signUp = defineContract({
  method: "POST",
  path: "/api/auth/sign-up",
  summary: "Sign up; the answer is the same where the address has an account",
  access: "anyone",
  rateClass: "mail",
  body: z.object({ email: Email, password: Password, locale: MailLocale.optional() }),
  status: 202,
  refuses: WEAK_PASSWORD,
});

export const verifyEmail = defineContract({
  method: "POST",
  path: "/api/auth/verify-email",
  summary: "Prove that an e-mail address is yours, with the token mailed to it",
  access: "anyone",
  rateClass: "sign-in",
  body: z.object({ token: Secret }),
  refuses: TOKEN_REFUSED,
});

export const signIn = defineContract({
  method: "POST",
  path: "/api/auth/sign-in",
  summary: "Sign in with a password; who has a second factor is asked for it",
  access: "anyone",
  session: "begins",
  rateClass: "sign-in",
  body: z.object({ email: Email, password: Password }),
  response: SignedIn,
  refuses: {
    ...WRONG_CREDENTIALS,
    "auth.email.unverified": {
      status: 403,
      when: "the address has not been verified yet",
      mend: "Open the link that was mailed; signing up again sends another.",
    },
  },
});

export const refreshSession = defineContract({
  method: "POST",
  path: "/api/auth/refresh",
  summary: "Get the next access token; the refresh token is good once",
  access: "anyone",
  audited: false,
  session: "renews",
  body: z.object({ refreshToken: Secret }),
  response: Tokens,
  refuses: SESSION_ENDED,
});

export const signOut = defineContract({
  method: "POST",
  path: "/api/auth/sign-out",
  summary: "End the session that asks",
  access: "user",
  session: "ends",
});

export const readMe = defineContract({
  method: "GET",
  path: "/api/auth/me",
  summary: "Read who is signed in",
  access: "user",
  response: Me,
  refuses: {
    "auth.account.not_found": {
      status: 404,
      when: "the person has no account",
      mend: "Sign in with an account that exists.",
    },
  },
});

export const listSessions = defineContract({
  method: "GET",
  path: "/api/auth/sessions",
  summary: "List where you are signed in, latest first",
  access: "user",
  response: z.object({ items: z.array(Session) }),
});

export const revokeSession = defineContract({
  method: "DELETE",
  path: "/api/auth/sessions/{sessionId}",
  summary: "End one of your sessions",
  access: "user",
  params: z.object({ sessionId: SessionId }),
  refuses: {
    "auth.session.not_found": {
      status: 404,
      when: "you have no such session",
      mend: "List your sessions to see which there are.",
    },
  },
});

export const revokeOtherSessions = defineContract({
  method: "DELETE",
  path: "/api/auth/sessions",
  summary: "End all of your sessions but the one that asks",
  access: "user",
});

export const requestPasswordReset = defineContract({
  method: "POST",
  path: "/api/auth/password/reset",
  summary: "Have a link to a new password mailed; the same answer for every address",
  access: "anyone",
  rateClass: "mail",
  body: z.object({ email: Email }),
  status: 202,
});

export const confirmPasswordReset = defineContract({
  method: "POST",
  path: "/api/auth/password/reset/confirm",
  summary: "Set a new password with the token mailed; it ends every session",
  access: "anyone",
  rateClass: "sign-in",
  body: z.object({ token: Secret, password: Password }),
  refuses: { ...WEAK_PASSWORD, ...TOKEN_REFUSED },
});

export const changePassword = defineContract({
  method: "POST",
  path: "/api/auth/password/change",
  summary: "Change your password; it ends your other sessions",
  access: "user",
  body: z.object({ currentPassword: Password, newPassword: Password }),
  refuses: {
    ...WEAK_PASSWORD,
    "auth.password.wrong": {
      status: 403,
      when: "the current password is wrong",
      mend: "Enter the password of now, or have a new one mailed.",
    },
    "auth.account.not_found": {
      status: 404,
      when: "the person has no account",
      mend: "Sign in with an account that exists.",
    },
  },
});

export const requestMagicLink = defineContract({
  method: "POST",
  path: "/api/auth/magic-link",
  summary: "Have a link mailed that signs you in; the same answer for every address",
  access: "anyone",
  rateClass: "mail",
  body: z.object({ email: Email }),
  status: 202,
});

export const redeemMagicLink = defineContract({
  method: "POST",
  path: "/api/auth/magic-link/redeem",
  summary: "Sign in with the token mailed; who has a second factor is asked for it",
  access: "anyone",
  session: "begins",
  rateClass: "sign-in",
  body: z.object({ token: Secret }),
  response: SignedIn,
  refuses: TOKEN_REFUSED,
});

export const readJsonWebKeys = defineContract({
  method: "GET",
  path: "/.well-known/jwks.json",
  summary: "Read the public keys that access tokens are signed with",
  access: "anyone",
  response: JsonWebKeys,
  headers: { "cache-control": "public, max-age=300" },
});
