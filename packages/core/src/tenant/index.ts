// What other capabilities may use. Everything else in this folder is private to the tenant.
export { type Admission, admit, assertOpen } from "./admission";
<<<<<<< HEAD
export { assertServing } from "./serving";
export { TenantActivated, TenantCreated, TenantRenamed } from "./tenant.events";
=======
export {
  MemberRemoved,
  MemberRoleChanged,
  TenantActivated,
  TenantCreated,
  TenantRenamed,
} from "./tenant.events";
>>>>>>> ba8b745 (feat(tenant): members are listed, given roles, removed and leave; the last owner stays)
export {
  Activity,
  SecuritySettings,
  Slug,
  Tenant,
  TenantName,
  TenantSettings,
} from "./tenant.schema";
