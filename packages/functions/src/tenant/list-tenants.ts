import * as Tenant from "@faibric/core/tenant/tenant";
import { listTenants } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(listTenants, ({ query }) => Tenant.listMine(query));
