import { OnboardingRetried } from "@faibric/core/tenant";
import * as Activity from "@faibric/core/tenant/activity";
import { consumer } from "../platform/consumer";
import { startPipeline } from "../platform/pipeline";

export const handler = consumer("tenant.onOnboardingRetried", OnboardingRetried, async (event) => {
  const { type, occurredAt, properties } = event;
  await startPipeline("onboarding", event.id, { settings: properties.settings });
  await Activity.record({ type, occurredAt, text: "Setting up is tried again." });
});
