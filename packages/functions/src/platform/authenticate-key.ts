import { admitApiKey, admitAppKey, assertSameTenant } from "@faibric/core/keys";
import type { Actor } from "@faibric/core/platform/actor";
import { type Contract, permissionOf, takesApiKey } from "@faibric/core/platform/contract";
import { ForbiddenError } from "@faibric/core/platform/errors";
import { scopesAllow } from "@faibric/core/platform/permission";

type Headers = Readonly<Record<string, string | undefined>>;

/** A program of a tenant's. It is let in first, so that the tenant's log tells what it tried. */
export async function authenticateApiKey(
  operation: Pick<Contract, "access" | "person" | "stepUp">,
  key: string,
  headers: Headers,
): Promise<Actor> {
  const { tenantId, keyId, scopes, plan } = await admitApiKey(key);
  const permission = permissionOf(operation);
  if (!permission || !takesApiKey(operation)) {
    throw new ForbiddenError("This is for people: sign in. No API key may do it.");
  }
  assertSameTenant(tenantId, headers["x-tenant-id"]);
  if (!scopesAllow(scopes, permission)) {
    throw new ForbiddenError(`This API key needs the scope ${permission}.`);
  }
  return { type: "apiKey", tenantId, keyId, scopes, plan };
}

/** Anybody, for the tenant of a public app key. */
export type Page = Extract<Actor, { type: "public" }>;

export async function authenticateApp(headers: Headers): Promise<Page> {
  const { tenantId, appKeyId, plan } = await admitAppKey(headers["x-app-key"], headers.origin);
  return { type: "public", tenantId, appKeyId, plan };
}
