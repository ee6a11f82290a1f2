import * as Invitation from "@faibric/core/tenant/invitation";
import { revokeInvitation } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(revokeInvitation, ({ params }) =>
  Invitation.revoke(params.tenantId, params.invitationId),
);
