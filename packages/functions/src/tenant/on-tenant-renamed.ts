import { TenantRenamed } from "@faibric/core/tenant";
import * as MemberTenants from "@faibric/core/tenant/member-tenants";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onTenantRenamed", TenantRenamed, async (event) => {
  await MemberTenants.followName();
  await announce(event, `${event.properties.from} is now called ${event.properties.to}.`, {
    from: event.properties.from,
    to: event.properties.to,
  });
});
