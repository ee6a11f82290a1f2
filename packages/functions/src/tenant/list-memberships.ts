import * as Membership from "@faibric/core/tenant/membership";
import { listMemberships } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(listMemberships, ({ params, query }) =>
  Membership.list(params.tenantId, query),
);
