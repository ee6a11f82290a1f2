import * as Export from "@faibric/core/offboarding/export";
import { ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { task } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

export const handler = task(
  "offboarding.finishExport",
  { exportId: ExportId },
  toldAs("export", ({ exportId }) => Export.finish(exportId)),
);
