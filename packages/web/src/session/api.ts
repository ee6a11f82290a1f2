import { readMe } from "@faibric/core/auth/auth.contract";
import { restoreTenant, retryOnboarding } from "@faibric/core/tenant/settings.contract";
import { listTenants, readTenant } from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asPerson } from "./as-person";
import { accessToken } from "./session";

/** How a client asks as the person who is signed in. */
export const asked = {
  baseUrl: "/",
  fetch: asPerson,
  token: async () => (await accessToken()) ?? "",
} as const;

const tenant = { listTenants, readTenant, restoreTenant, retryOnboarding };

/** What every page of the console asks. Each page has a client of its own for the rest: no other page loads it. */
export const api = createClient({ auth: { readMe }, tenant }, asked);
