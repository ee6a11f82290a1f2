import { TenantSettings } from "@faibric/core/tenant";
import * as Onboarding from "@faibric/core/tenant/onboarding";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

export const handler = task(
  "tenant.applySettings",
  { settings: TenantSettings },
  toldAs("onboarding", ({ settings }) => Onboarding.applySettings(settings)),
);
