import { collect } from "@faibric/core/offboarding/collect";
import { ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

const BUDGET_MS = 20_000;

export const handler = task(
  "offboarding.collectItems",
  { exportId: ExportId },
  toldAs("export", ({ exportId }) => collect(exportId, BUDGET_MS)),
);
