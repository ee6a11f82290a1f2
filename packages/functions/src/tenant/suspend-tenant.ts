import * as Suspension from "@faibric/core/tenant/suspension";
import { suspendTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(suspendTenant, ({ params, body }) =>
  Suspension.suspend(params.tenantId, body.reason),
);
