import { ExportRequested } from "@faibric/core/offboarding/offboarding.events";
import { consumer } from "../platform/consumer";
import { startPipeline } from "../platform/pipeline";

export const handler = consumer(
  "offboarding.onExportRequested",
  ExportRequested,
  ({ properties }) => startPipeline("exporting", properties.exportId, properties),
);
