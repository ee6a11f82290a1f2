import * as Membership from "@faibric/core/tenant/membership";
import { leaveTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(leaveTenant, ({ params }) => Membership.leave(params.tenantId));
