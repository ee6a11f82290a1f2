import { TenantRenamed } from "@faibric/core/tenant";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onTenantRenamed", TenantRenamed, (event) =>
  announce(event, `${event.properties.from} is now called ${event.properties.to}.`),
);
