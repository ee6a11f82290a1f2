import * as Onboarding from "@faibric/core/tenant/onboarding";
import { task } from "../../platform/task";

export const handler = task("tenant.clearSettings", {}, () => Onboarding.clearSettings());
