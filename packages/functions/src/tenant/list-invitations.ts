import * as Invitation from "@faibric/core/tenant/invitation";
import { listInvitations } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(listInvitations, ({ params, query }) =>
  Invitation.list(params.tenantId, query),
);
