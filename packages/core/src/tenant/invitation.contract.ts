import * as z from "zod";
import { defineContract, Page, pageOf } from "../platform/contract";
import { Email } from "../platform/email.schema";
import { TenantId } from "../platform/id";
import { Role } from "../platform/permission";
import { OUT_OF_REACH } from "./membership.contract";
import { Invitation, InvitationId, TenantSummary } from "./tenant.schema";

const params = z.object({ tenantId: TenantId });
const ALREADY_MEMBER = {
  "tenant.member.exists": {
    status: 409,
    when: "the person is a member already",
    mend: "There is nothing to do; change the role where it is to be another.",
  },
};

export const createInvitation = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/invitations",
  summary: "Invite somebody by e-mail; inviting an address again replaces its invitation",
  access: "member:tenant.manage",
  stepUp: true,
  params,
  body: z.object({ email: Email, role: Role }),
  status: 201,
  response: Invitation,
  refuses: {
    ...ALREADY_MEMBER,
    ...OUT_OF_REACH,
    "platform.limit.exceeded": {
      status: 429,
      when: "too many were invited; `Retry-After` says when the next may be",
      mend: "Wait that long.",
    },
  },
});

export const listInvitations = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/invitations",
  summary: "List who is invited and has not accepted yet",
  access: "member:tenant.manage",
  params,
  query: Page,
  response: pageOf(Invitation),
});

export const revokeInvitation = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/invitations/{invitationId}",
  summary: "Take an invitation back; its link is good no more",
  access: "member:tenant.manage",
  params: params.extend({ invitationId: InvitationId }),
  refuses: {
    ...OUT_OF_REACH,
    "tenant.invitation.not_found": {
      status: 404,
      when: "it was accepted or taken back, has expired, or never was",
      mend: "List the invitations to see which are open.",
    },
  },
});

export const acceptInvitation = defineContract({
  method: "POST",
  path: "/api/tenants/invitations/accept",
  summary: "Join a tenant with the token mailed to your address",
  access: "user",
  body: z.object({
    token: z
      .string()
      .min(1, "A token is needed.")
      .max(300, "Not a token of ours.")
      .meta({ example: "iv_01jd3zq8v5m0w2e7r9t4y6x1kp_…", writeOnly: true }),
  }),
  response: TenantSummary,
  refuses: {
    ...ALREADY_MEMBER,
    "tenant.invitation.invalid": {
      status: 422,
      when: "the token is not valid, was used, was replaced or taken back, or has expired",
      mend: "Ask who invited you for a new invitation.",
    },
    "tenant.invitation.of_another": {
      status: 403,
      when: "it was sent to another address than the one you have proved is yours",
      mend: "Sign in with the address that the invitation was sent to.",
    },
    "tenant.tenant.suspended": {
      status: 403,
      when: "the tenant is suspended",
      mend: "Ask an owner to restore it.",
    },
  },
});
