import * as Onboarding from "@faibric/core/tenant/onboarding";
import * as z from "zod";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

// What broke is in the log; the owner is told in words that help them.
export const handler = task(
  "tenant.failTenant",
  { error: z.unknown() },
  toldAs("onboarding", ({ error }) => Onboarding.fail(Onboarding.reasonFrom(error))),
);
