import * as Invitation from "@faibric/core/tenant/invitation";
import { createInvitation } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(createInvitation, ({ params, body }) =>
  Invitation.create({ ...params, ...body }),
);
