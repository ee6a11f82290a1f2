import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import { TenantId, UserId } from "../platform/id";
import { Role } from "../platform/permission";
import { Membership } from "./tenant.schema";

const params = z.object({ tenantId: TenantId });
const LAST_OWNER = {
  "tenant.owner.last": {
    status: 409,
    when: "the tenant would be left without an owner",
    mend: "Make somebody else an owner first.",
  },
};
export const OUT_OF_REACH = {
  "tenant.role.out_of_reach": {
    status: 403,
    when: "you are no owner, and it is about one or would make one",
    mend: "Ask an owner to do it.",
  },
};

export const listMemberships = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/memberships",
  summary: "List who belongs to a tenant",
  access: "member:tenant.read",
  params,
  query: Page,
  response: pageOf(Membership),
});

export const changeRole = defineContract({
  method: "PATCH",
  path: "/api/tenants/{tenantId}/memberships/{userId}",
  summary: "Give a member another role; it counts from their next request",
  access: "member:tenant.manage",
  stepUp: true,
  params: params.extend({ userId: UserId }),
  body: z.object({ role: Role }),
  response: Membership,
  refuses: { ...LAST_OWNER, ...OUT_OF_REACH },
});

export const removeMember = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/memberships/{userId}",
  summary: "Remove a member; it counts from their next request",
  access: "member:tenant.manage",
  stepUp: true,
  params: params.extend({ userId: UserId }),
  refuses: { ...LAST_OWNER, ...OUT_OF_REACH },
});

export const leaveTenant = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/leave",
  summary: "Leave a tenant",
  access: "member:tenant.read",
  person: true,
  params,
  refuses: LAST_OWNER,
});
