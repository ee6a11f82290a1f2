import { TenantActivated } from "@faibric/core/tenant";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onTenantActivated", TenantActivated, (event) =>
  announce(event, `${event.properties.name} is ready.`, { name: event.properties.name }),
);
