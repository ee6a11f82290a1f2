import * as Membership from "@faibric/core/tenant/membership";
import { changeRole } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(changeRole, ({ params, body }) =>
  Membership.changeRole({ ...params, ...body }),
);
