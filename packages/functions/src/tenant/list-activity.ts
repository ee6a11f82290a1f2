import * as Activity from "@faibric/core/tenant/activity";
import { listActivity } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(listActivity, ({ params, query }) =>
  Activity.list(params.tenantId, query),
);
