import * as signingIn from "@faibric/core/auth/auth.contract";
import {
  cancelEmailChange,
  readEmailChange,
  requestEmailChange,
} from "@faibric/core/auth/email-change.contract";
import * as mfa from "@faibric/core/auth/mfa.contract";
import * as passkeys from "@faibric/core/auth/passkey.contract";
import * as tenant from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asPerson } from "./as-person";
import { accessToken } from "./session";

const auth = {
  ...signingIn,
  ...mfa,
  ...passkeys,
  requestEmailChange,
  readEmailChange,
  cancelEmailChange,
};

/** How a client asks as the person who is signed in. */
export const asked = {
  baseUrl: "/",
  fetch: asPerson,
  token: async () => (await accessToken()) ?? "",
} as const;

/** What every page of the console asks. A capability's pages have a client of their own. */
export const api = createClient({ auth, tenant }, asked);
