// What other capabilities may use. Everything else in this folder is private to the tenant.
export { type Admission, admit, assertOpen, standingFrom, standingOf } from "./admission";
export { auditRetentionDays } from "./audit-retention";
export { Industry } from "./business.schema";
export { listOwners } from "./owners";
export { SAMPLED, stillWanted } from "./sample";
export { assertServing, findSender, findServed } from "./serving";
export { change as changeStanding, closed, reopened, STANDING } from "./suspension";
export { get as readTenant } from "./tenant";
export {
  InvitationAccepted,
  InvitationCreated,
  InvitationRevoked,
  MemberJoined,
  MemberRemoved,
  MemberRoleChanged,
  OnboardingRetried,
  SampleRemoved,
  SampleRequested,
  SettingsChanged,
  TenantActivated,
  TenantCreated,
  TenantRenamed,
  TenantRestored,
  TenantSuspended,
} from "./tenant.events";
export {
  Activity,
  SecuritySettings,
  Slug,
  Tenant,
  TenantName,
  TenantSettings,
} from "./tenant.schema";
