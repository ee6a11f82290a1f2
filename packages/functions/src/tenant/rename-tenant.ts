import * as Tenant from "@faibric/core/tenant/tenant";
import { renameTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(renameTenant, ({ params, body, version }) =>
  Tenant.rename({ ...params, ...body, version }),
);
