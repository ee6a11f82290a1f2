import * as z from "zod";
import { defineContract } from "../platform/contract";
import { SessionId, TenantId } from "../platform/id";
import {
  CustomerMe,
  CustomerTokens,
  Email,
  JsonWebKeys,
  Password,
  Secret,
  Session,
} from "./auth.schema";
import {
  NO_ACCOUNT,
  SESSION_ENDED,
  TOKEN_REFUSED,
  WEAK_PASSWORD,
  WRONG_CREDENTIALS,
} from "./refusals";

// The same use cases as the console's, in the pool of the tenant that a public app key or a customer's token names.

/** Before anybody is known: the app key says of which tenant. It does not say who asks, so it keeps no answer. */
const byAppKey = { method: "POST", access: "public" } as const;

export const signUpCustomer = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/sign-up",
  summary: "Sign up as a customer; the answer is the same where the address has an account",
  rateClass: "mail",
  body: z.object({ email: Email, password: Password }),
  status: 202,
  refuses: WEAK_PASSWORD,
});

export const verifyCustomerEmail = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/verify-email",
  summary: "Prove that a customer's e-mail address is theirs, with the token mailed to it",
  rateClass: "sign-in",
  body: z.object({ token: Secret }),
  refuses: TOKEN_REFUSED,
});

export const signInCustomer = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/sign-in",
  summary: "Sign a customer in with their password",
  rateClass: "sign-in",
  body: z.object({ email: Email, password: Password }),
  response: CustomerTokens,
  refuses: {
    ...WRONG_CREDENTIALS,
    "auth.email.unverified": {
      status: 403,
      when: "the address has not been verified yet",
      mend: "Open the link that was mailed; signing up again sends another.",
    },
  },
});

export const refreshCustomerSession = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/refresh",
  summary: "Get a customer's next access token; the refresh token is good once",
  audited: false,
  body: z.object({ refreshToken: Secret }),
  response: CustomerTokens,
  refuses: SESSION_ENDED,
});

export const requestCustomerMagicLink = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/magic-link",
  summary: "Have a link mailed that signs a customer in; the same answer for every address",
  rateClass: "mail",
  body: z.object({ email: Email }),
  status: 202,
});

export const redeemCustomerMagicLink = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/magic-link/redeem",
  summary: "Sign a customer in with the token mailed",
  rateClass: "sign-in",
  body: z.object({ token: Secret }),
  response: CustomerTokens,
  refuses: TOKEN_REFUSED,
});

export const requestCustomerPasswordReset = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/password/reset",
  summary: "Have a link to a customer's new password mailed; the same answer for every address",
  rateClass: "mail",
  body: z.object({ email: Email }),
  status: 202,
});

export const confirmCustomerPasswordReset = defineContract({
  ...byAppKey,
  path: "/api/customer/auth/password/reset/confirm",
  summary: "Set a customer's new password with the token mailed; it ends every session",
  rateClass: "sign-in",
  body: z.object({ token: Secret, password: Password }),
  refuses: { ...WEAK_PASSWORD, ...TOKEN_REFUSED },
});

export const changeCustomerPassword = defineContract({
  method: "POST",
  path: "/api/customer/auth/password/change",
  summary: "Change your password; it ends your other sessions",
  access: "customer",
  body: z.object({ currentPassword: Password, newPassword: Password }),
  refuses: {
    ...WEAK_PASSWORD,
    ...NO_ACCOUNT,
    "auth.password.wrong": {
      status: 403,
      when: "the current password is wrong",
      mend: "Enter the password of now, or have a new one mailed.",
    },
  },
});

export const signOutCustomer = defineContract({
  method: "POST",
  path: "/api/customer/auth/sign-out",
  summary: "End the customer's session that asks",
  access: "customer",
});

export const readCustomer = defineContract({
  method: "GET",
  path: "/api/customer/auth/me",
  summary: "Read which customer is signed in",
  access: "customer",
  response: CustomerMe,
  refuses: NO_ACCOUNT,
});

export const listCustomerSessions = defineContract({
  method: "GET",
  path: "/api/customer/auth/sessions",
  summary: "List where you are signed in as a customer, latest first",
  access: "customer",
  response: z.object({ items: z.array(Session) }),
});

export const revokeCustomerSession = defineContract({
  method: "DELETE",
  path: "/api/customer/auth/sessions/{sessionId}",
  summary: "End one of your sessions as a customer",
  access: "customer",
  params: z.object({ sessionId: SessionId }),
  refuses: {
    "auth.session.not_found": {
      status: 404,
      when: "you have no such session",
      mend: "List your sessions to see which there are.",
    },
  },
});

export const revokeOtherCustomerSessions = defineContract({
  method: "DELETE",
  path: "/api/customer/auth/sessions",
  summary: "End all of your sessions as a customer but the one that asks",
  access: "customer",
});

export const readCustomerKeys = defineContract({
  method: "GET",
  path: "/api/customer/auth/{tenantId}/jwks.json",
  summary: "Read the public keys that the access tokens of a tenant's customers are signed with",
  access: "anyone",
  params: z.object({ tenantId: TenantId }),
  response: JsonWebKeys,
  headers: { "cache-control": "public, max-age=300" },
});
