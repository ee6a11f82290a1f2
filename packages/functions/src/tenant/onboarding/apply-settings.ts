import { TenantSettings } from "@faibric/core/tenant";
import * as Onboarding from "@faibric/core/tenant/onboarding";
import { task } from "../../platform/task";

export const handler = task("tenant.applySettings", { settings: TenantSettings }, ({ settings }) =>
  Onboarding.applySettings(settings),
);
