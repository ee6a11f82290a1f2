import { useTenant } from "./actor";

/** What the names of all of the tenant's objects start with. Made here and nowhere else, and never from what a caller sent. */
export const tenantPrefix = (): string => `tenant_${useTenant()}/`;

/** The name of an object of the actor's tenant, such as `tenant_tnt_…/exports/exp_….tar.gz`. */
export const objectKey = (...parts: readonly [string, ...string[]]): string =>
  `${tenantPrefix()}${parts.join("/")}`;
