import * as Export from "@faibric/core/offboarding/export";
import { ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { task } from "../../platform/task";

export const handler = task("offboarding.finishExport", { exportId: ExportId }, ({ exportId }) =>
  Export.finish(exportId),
);
