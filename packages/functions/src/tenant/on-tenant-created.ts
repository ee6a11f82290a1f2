import { TenantCreated } from "@faibric/core/tenant";
import * as Activity from "@faibric/core/tenant/activity";
import { consumer } from "../platform/consumer";
import { startPipeline } from "../platform/pipeline";

export const handler = consumer("tenant.onTenantCreated", TenantCreated, async (event) => {
  const { type, occurredAt, properties } = event;
  // Started first: the pipeline's own name makes it once, and a failure leaves the event unhandled.
  await startPipeline("onboarding", event.id, { settings: properties.settings });
  await Activity.record({
    type,
    occurredAt,
    text: `${properties.name} was created.`,
    facts: { name: properties.name },
  });
});
