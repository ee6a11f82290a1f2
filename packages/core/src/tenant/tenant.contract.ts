import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import { TenantId } from "../platform/id";
import {
  Activity,
  PublicTenant,
  Slug,
  Tenant,
  TenantName,
  TenantSettings,
  TenantSummary,
} from "./tenant.schema";

export {
  acceptInvitation,
  createInvitation,
  listInvitations,
  revokeInvitation,
} from "./invitation.contract";
export { changeRole, leaveTenant, listMemberships, removeMember } from "./membership.contract";
export {
  changeSecurity,
  changeSettings,
  removeSample,
  restoreTenant,
  retryOnboarding,
  suspendTenant,
} from "./settings.contract";

const params = z.object({ tenantId: TenantId });

export const createTenant = defineContract({
  method: "POST",
  path: "/api/tenants",
  summary: "Create a tenant and become its owner",
  access: "user",
  body: z.object({
    name: TenantName,
    slug: Slug,
    settings: TenantSettings.prefault({}),
    sample: z
      .boolean()
      .default(false)
      .meta({ description: "Whether it begins with examples, which can be removed at once." }),
  }),
  status: 201,
  response: Tenant,
  refuses: {
    "tenant.slug.taken": {
      status: 409,
      when: "another tenant has the slug",
      mend: "Choose another slug.",
    },
  },
});

export const listTenants = defineContract({
  method: "GET",
  path: "/api/tenants",
  summary: "List the tenants you belong to",
  access: "user",
  query: Page,
  response: pageOf(TenantSummary),
});

export const readTenant = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}",
  summary: "Read a tenant",
  access: "member:tenant.read",
  params,
  response: Tenant,
  versioned: true,
});

export const renameTenant = defineContract({
  method: "PATCH",
  path: "/api/tenants/{tenantId}",
  summary: "Rename a tenant",
  access: "member:tenant.write",
  params,
  body: z.object({ name: TenantName }),
  response: Tenant,
  versioned: true,
});

export const listActivity = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/activity",
  summary: "List what happened in a tenant, newest first",
  access: "member:tenant.read",
  params,
  query: Page,
  response: pageOf(Activity),
});

export const readPublicTenant = defineContract({
  method: "GET",
  path: "/api/public/tenant",
  summary: "Read what widgets show of a tenant",
  access: "public",
  response: PublicTenant,
});
