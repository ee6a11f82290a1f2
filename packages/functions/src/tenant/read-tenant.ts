import * as Tenant from "@faibric/core/tenant/tenant";
import { readTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(readTenant, ({ params }) => Tenant.get(params.tenantId));
