import * as signingIn from "@faibric/core/auth/auth.contract";
import * as mfa from "@faibric/core/auth/mfa.contract";
import * as passkeys from "@faibric/core/auth/passkey.contract";
import * as tenant from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asPerson } from "./as-person";
import { accessToken } from "./session";

const auth = { ...signingIn, ...mfa, ...passkeys };
const asked = { baseUrl: "/", fetch: asPerson, token: async () => (await accessToken()) ?? "" };

/** The API as the person who is signed in. */
export const api = createClient({ auth, tenant }, asked);
