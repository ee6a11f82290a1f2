import * as Export from "@faibric/core/offboarding/export";
import { ExportId } from "@faibric/core/offboarding/offboarding.schema";
import { task } from "../../platform/task";

export const handler = task("offboarding.failExport", { exportId: ExportId }, ({ exportId }) =>
  Export.fail(exportId),
);
