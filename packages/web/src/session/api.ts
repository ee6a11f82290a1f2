import * as auth from "@faibric/core/auth/auth.contract";
import * as tenant from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { withCookie } from "./entry-api";
import { accessToken } from "./session";

/** The API as the person who is signed in. */
export const api = createClient(
  { auth, tenant },
  { baseUrl: "/", fetch: withCookie, token: async () => (await accessToken()) ?? "" },
);
