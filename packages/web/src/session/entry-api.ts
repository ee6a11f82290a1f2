import * as signingIn from "@faibric/core/auth/auth.contract";
import { confirmEmailChange } from "@faibric/core/auth/email-change.contract";
import { verifyMfa } from "@faibric/core/auth/mfa.contract";
import { prepareSignInByPasskey, signInByPasskey } from "@faibric/core/auth/passkey.contract";
import { createClient } from "@faibric/sdk";

/** As a page asks: the refresh token comes and goes as a cookie that no script reads. */
export function withCookie(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("x-session", "cookie");
  return fetch(input, { ...init, headers, credentials: "same-origin" });
}

const auth = {
  ...signingIn,
  confirmEmailChange,
  verifyMfa,
  prepareSignInByPasskey,
  signInByPasskey,
};

/** The operations of who is not signed in. */
export const entryApi = createClient({ auth }, { baseUrl: "/", fetch: withCookie }).auth;
