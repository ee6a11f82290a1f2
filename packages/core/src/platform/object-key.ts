import { useOwner, useTenant } from "./actor";
import { customerOf, isCustomerKey, isUserId } from "./id";

/** What the names of all of the tenant's objects start with. Made here and nowhere else, and never from what a caller sent. */
export const tenantPrefix = (): string => `tenant_${useTenant()}/`;

/** The name of an object of the actor's tenant, such as `tenant_tnt_…/exports/exp_….tar.gz`. */
export const objectKey = (...parts: readonly [string, ...string[]]): string =>
  `${tenantPrefix()}${parts.join("/")}`;

/**
 * The name of an object of whoever the actor works for: of a tenant, of one of its customers, who lie among
 * the tenant's, or of a person of the console, who lies apart from all tenants.
 */
export function ownKey(kind: string, ...parts: readonly [string, ...string[]]): string {
  const owner = useOwner();
  const name = parts.join("/");
  if (isUserId(owner)) return `person_${owner}/${kind}/${name}`;
  if (!isCustomerKey(owner)) return `tenant_${owner}/${kind}/${name}`;
  const { tenantId, customerId } = customerOf(owner);
  return `tenant_${tenantId}/${kind}/${customerId}/${name}`;
}
