import * as z from "zod";
import { defineContract } from "../platform/contract";
import { TenantId } from "../platform/id";
import { SecurityChange, SettingsChange, SuspensionReason, Tenant } from "./tenant.schema";

const params = z.object({ tenantId: TenantId });

export const changeSettings = defineContract({
  method: "PATCH",
  path: "/api/tenants/{tenantId}/settings",
  summary: "Change a tenant's settings; what is left out stays",
  access: "member:tenant.write",
  params,
  body: SettingsChange,
  response: Tenant,
  versioned: true,
  refuses: {
    "tenant.tenant.not_ready": {
      status: 409,
      when: "the tenant is not set up yet",
      mend: "Wait until its `status` is `active`.",
    },
  },
});

export const changeSecurity = defineContract({
  method: "PATCH",
  path: "/api/tenants/{tenantId}/settings/security",
  summary: "Change a tenant's security settings; what is left out stays",
  access: "member:tenant.govern",
  stepUp: true,
  params,
  body: SecurityChange,
  response: Tenant,
  versioned: true,
  refuses: {
    "tenant.security.factor_needed": {
      status: 409,
      when: "it is to ask everybody for a second factor, and you have none yourself",
      mend: "Set up a second factor for yourself first.",
    },
  },
});

export const suspendTenant = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/suspend",
  summary: "Suspend a tenant: its owners may read, nobody else anything",
  access: "member:tenant.govern",
  stepUp: true,
  whileSuspended: true,
  params,
  body: z.object({ reason: SuspensionReason.optional() }),
  response: Tenant,
});

export const restoreTenant = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/restore",
  summary: "Restore a tenant that an owner has suspended",
  access: "member:tenant.govern",
  whileSuspended: true,
  params,
  response: Tenant,
  refuses: {
    "tenant.suspension.by_operator": {
      status: 403,
      when: "Faibric itself has suspended it",
      mend: "Write to the support of Faibric.",
    },
    "tenant.suspension.for_erasure": {
      status: 409,
      when: "its erasure is to come",
      mend: "Cancel the erasure, which restores the tenant.",
    },
  },
});

export const removeSample = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/sample",
  summary: "Remove all examples that nobody has changed",
  access: "member:tenant.write",
  params,
  response: Tenant,
});

export const retryOnboarding = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/onboarding/retry",
  summary: "Have a tenant set up again whose onboarding failed",
  access: "member:tenant.govern",
  params,
  response: Tenant,
  refuses: {
    "tenant.onboarding.not_failed": {
      status: 409,
      when: "the tenant is set up",
      mend: "There is nothing to do.",
    },
  },
});
