import * as auth from "@faibric/core/auth/auth.contract";
import { createClient } from "@faibric/sdk";
import { withCookie } from "../session/session";

/** The operations of who is not signed in. */
export const entryApi = createClient({ auth }, { baseUrl: "/", fetch: withCookie }).auth;
