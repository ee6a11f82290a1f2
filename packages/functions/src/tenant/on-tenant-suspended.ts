import { TenantSuspended } from "@faibric/core/tenant";
import * as Connection from "@faibric/core/tenant/connection";
import * as Membership from "@faibric/core/tenant/membership";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onTenantSuspended", TenantSuspended, async (event) => {
  const { by, reason } = event.properties;
  // First: but for its owners nobody reads anything of a suspended tenant, so nobody is told either.
  await Connection.forgetAllBut(await Membership.owners());
  await announce(event, `The tenant was suspended ${BY[by]}${reason ? `: ${reason}` : "."}`, {
    by,
    ...(reason ? { reason } : {}),
  });
});

const BY = { owner: "by the owner", operator: "by the operator", erasure: "until it is erased" };
