import * as Tenant from "@faibric/core/tenant/tenant";
import { createTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(createTenant, ({ body }) => Tenant.create(body));
