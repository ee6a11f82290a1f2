import * as signingIn from "@faibric/core/auth/auth.contract";
import { confirmEmailChange } from "@faibric/core/auth/email-change.contract";
import { verifyMfa } from "@faibric/core/auth/mfa.contract";
import { prepareSignInByPasskey, signInByPasskey } from "@faibric/core/auth/passkey.contract";
import { createClient } from "@faibric/sdk";
import { withCookie } from "./with-cookie";

const auth = {
  ...signingIn,
  confirmEmailChange,
  verifyMfa,
  prepareSignInByPasskey,
  signInByPasskey,
};

/** The operations of who is not signed in. */
export const entryApi = createClient({ auth }, { baseUrl: "/", fetch: withCookie }).auth;
