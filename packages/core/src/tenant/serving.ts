import { useTenant } from "../platform/actor";
import { UnauthenticatedError } from "../platform/errors";
import { DEFAULT_PLAN, TenantEntity } from "./tenant.entity";
import { TenantSuspendedError } from "./tenant.errors";
import { TenantSettings } from "./tenant.schema";

/** What the actor's tenant is called, and the language it speaks. */
export async function findSender(): Promise<{ name: string; locale: string } | undefined> {
  const { data } = await TenantEntity.get({ tenantId: useTenant() }).go();
  if (!data) return undefined;
  const { name, settings = TenantSettings.parse({}) } = data;
  return { name, locale: settings.locale };
}

/** What a tenant's pages show of it, while it is open to the public: set up, and neither suspended nor gone. */
export async function findServed(): Promise<
  { readonly name: string; readonly slug: string; readonly settings: TenantSettings } | undefined
> {
  const { data } = await TenantEntity.get({ tenantId: useTenant() }).go();
  if (data?.status !== "active") return undefined;
  const { name, slug, settings = TenantSettings.parse({}) } = data;
  return { name, slug, settings };
}

/**
 * A tenant serves its customers while it is neither suspended nor gone. Strongly consistent, so what was
 * changed counts from the next request.
 * @returns the plan, which decides the limits
 * @throws TenantSuspendedError, UnauthenticatedError
 */
export async function assertServing(): Promise<{ readonly plan: string }> {
  const tenantId = useTenant();
  const { data } = await TenantEntity.get({ tenantId }).go({ consistent: true });
  if (!data) throw new UnauthenticatedError("The access token is not valid.");
  if (data.status === "suspended") throw new TenantSuspendedError();
  return { plan: data.plan ?? DEFAULT_PLAN };
}
