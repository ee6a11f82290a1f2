import * as Suspension from "@faibric/core/tenant/suspension";
import { restoreTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(restoreTenant, ({ params }) => Suspension.restore(params.tenantId));
