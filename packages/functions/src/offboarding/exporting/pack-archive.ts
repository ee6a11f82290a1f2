import { ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { pack } from "@faibric/core/offboarding/pack";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

const BUDGET_MS = 20_000;

export const handler = task(
  "offboarding.packArchive",
  { exportId: ExportId },
  toldAs("export", ({ exportId }) => pack(exportId, BUDGET_MS)),
);
