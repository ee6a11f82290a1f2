import * as z from "zod";
import { defineEvent } from "../platform/event";
import { TenantId, UserId } from "../platform/id";
import { Role } from "../platform/permission";
import { INDUSTRIES } from "./business.schema";
import { InvitationId, Slug, SuspendedBy, TenantName, TenantSettings } from "./tenant.schema";

export const TenantCreated = defineEvent("tenant.tenant.created", 1, {
  tenantId: TenantId,
  name: TenantName,
  slug: Slug,
  settings: TenantSettings,
});

/** The onboarding is through: the tenant can be used. */
export const TenantActivated = defineEvent("tenant.tenant.activated", 1, {
  tenantId: TenantId,
  name: TenantName,
});

/** Examples are wanted, such as fit what it does, in its language. They are still if `stillWanted` says so. */
export const SampleRequested = defineEvent("tenant.sample.requested", 1, {
  tenantId: TenantId,
  name: TenantName,
  locale: z.string(),
  industry: z.enum(INDUSTRIES),
});

/** All examples are to be removed that nobody has changed. */
export const SampleRemoved = defineEvent("tenant.sample.removed", 1, { tenantId: TenantId });

export const TenantRenamed = defineEvent("tenant.tenant.renamed", 1, {
  tenantId: TenantId,
  from: z.string(),
  to: TenantName,
});

export const MemberRoleChanged = defineEvent("tenant.member.role_changed", 1, {
  userId: UserId,
  from: Role,
  to: Role,
});

/** Somebody was removed, or left. */
export const MemberRemoved = defineEvent("tenant.member.removed", 1, {
  userId: UserId,
  role: Role,
  left: z.boolean(),
});

export const MemberJoined = defineEvent("tenant.member.joined", 1, { userId: UserId, role: Role });

// Of invitations no address and no token: events are kept, and go to others.

/** Somebody was invited, or invited again. */
export const InvitationCreated = defineEvent("tenant.invitation.created", 1, {
  invitationId: InvitationId,
  role: Role,
  /** Of the invitation that a mail is to be sent for; inviting again makes another. */
  createdAt: z.iso.datetime(),
});

export const InvitationRevoked = defineEvent("tenant.invitation.revoked", 1, {
  invitationId: InvitationId,
  role: Role,
});

export const InvitationAccepted = defineEvent("tenant.invitation.accepted", 1, {
  invitationId: InvitationId,
  userId: UserId,
  role: Role,
});

/** Some of the settings have changed: those are in both, with what they were and are. */
export const SettingsChanged = defineEvent("tenant.settings.changed", 1, {
  from: z.record(z.string(), z.unknown()),
  to: z.record(z.string(), z.unknown()),
});

export const TenantSuspended = defineEvent("tenant.tenant.suspended", 1, {
  by: SuspendedBy,
  reason: z.string().optional(),
});

export const TenantRestored = defineEvent("tenant.tenant.restored", 1, {
  by: SuspendedBy,
});

/** An onboarding that failed is to be tried again. */
export const OnboardingRetried = defineEvent("tenant.onboarding.retried", 1, {
  settings: TenantSettings,
});
