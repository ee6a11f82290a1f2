import * as Onboarding from "@faibric/core/tenant/onboarding";
import * as z from "zod";
import { task } from "../../platform/task";

const REASON = "Setting up did not work this time. Nothing was lost; we are looking into it.";

// What broke is in the log; the owner is told in words that help them.
export const handler = task("tenant.failTenant", { error: z.unknown() }, () =>
  Onboarding.fail(REASON),
);
