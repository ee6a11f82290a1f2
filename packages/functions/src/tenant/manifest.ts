import { EmailChanged } from "@faibric/core/auth/auth.events";
import * as operations from "@faibric/core/tenant/tenant.contract";
import {
  InvitationCreated,
  MemberJoined,
  MemberRemoved,
  MemberRoleChanged,
  TenantActivated,
  TenantCreated,
  TenantRenamed,
} from "@faibric/core/tenant/tenant.events";
import { defineManifest } from "../platform/manifest.schema";
import { saga } from "../platform/saga";

export const manifest = defineManifest({
  capability: "tenant",
  operations,
  consumers: {
    onTenantCreated: { event: TenantCreated },
    onTenantActivated: { event: TenantActivated },
    onTenantRenamed: { event: TenantRenamed },
    onInvitationCreated: { event: InvitationCreated },
    onMemberJoined: { event: MemberJoined },
    onEmailChanged: { event: EmailChanged },
    onMemberRoleChanged: { event: MemberRoleChanged },
    onMemberRemoved: { event: MemberRemoved },
  },
  schedules: {
    everyHourResumeOnboardings: { expression: "rate(1 hour)" },
  },
  pipelines: {
    onboarding: saga({
      steps: [{ run: "applySettings", undo: "clearSettings" }, { run: "activateTenant" }],
      failed: "failTenant",
    }),
  },
  sockets: { $connect: "openConnection", $disconnect: "closeConnection" },
  grants: {
    createTenant: ["table:write"],
    listTenants: ["table:read"],
    readTenant: ["table:read"],
    renameTenant: ["table:write"],
    listActivity: ["table:read"],
    listMemberships: ["table:read"],
    changeRole: ["table:write"],
    removeMember: ["table:write"],
    leaveTenant: ["table:write"],
    createInvitation: ["table:write"],
    listInvitations: ["table:read"],
    revokeInvitation: ["table:write"],
    acceptInvitation: ["table:write"],
    onInvitationCreated: ["table:write", "live:push", "mail:send"],
    onMemberJoined: ["table:write", "live:push"],
    onEmailChanged: ["table:write"],
    onMemberRoleChanged: ["table:write", "live:push"],
    onMemberRemoved: ["table:write", "live:push"],
    onTenantCreated: ["table:write", "pipeline:onboarding"],
    onTenantActivated: ["table:write", "live:push"],
    onTenantRenamed: ["table:write", "live:push"],
    everyHourResumeOnboardings: ["table:read", "pipeline:onboarding"],
    applySettings: ["table:write"],
    clearSettings: ["table:write"],
    activateTenant: ["table:write"],
    failTenant: ["table:write"],
    openConnection: ["table:write"],
    closeConnection: ["table:write"],
  },
});
