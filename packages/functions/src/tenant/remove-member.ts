import * as Membership from "@faibric/core/tenant/membership";
import { removeMember } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(removeMember, ({ params }) =>
  Membership.remove(params.tenantId, params.userId),
);
