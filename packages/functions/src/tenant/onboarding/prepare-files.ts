import * as TenantFiles from "@faibric/core/tenant/tenant-files";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

export const handler = task(
  "tenant.prepareFiles",
  {},
  toldAs("onboarding", () => TenantFiles.prepare()),
);
