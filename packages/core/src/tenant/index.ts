// What other capabilities may use. Everything else in this folder is private to the tenant.
export { findRole } from "./membership";
export { TenantActivated, TenantCreated, TenantRenamed } from "./tenant.events";
export { Activity, Slug, Tenant, TenantName, TenantSettings } from "./tenant.schema";
