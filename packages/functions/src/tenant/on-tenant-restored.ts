import { TenantRestored } from "@faibric/core/tenant";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onTenantRestored", TenantRestored, (event) =>
  announce(event, `The tenant was restored${BY[event.properties.by]}.`, {
    by: event.properties.by,
  }),
);

const BY = {
  owner: " by the owner",
  operator: " by the operator",
  erasure: ": its erasure was cancelled",
};
