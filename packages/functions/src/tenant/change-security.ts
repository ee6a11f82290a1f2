import * as Settings from "@faibric/core/tenant/settings";
import { changeSecurity } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(changeSecurity, ({ params, body, version }) =>
  Settings.changeSecurity({ ...params, change: body, version }),
);
