import { exportAudit } from "@faibric/core/audit/audit.contract";
import * as Log from "@faibric/core/audit/log";
import { http } from "../platform/http";

export const handler = http(exportAudit, ({ params, query }) =>
  Log.exportPiece(params.tenantId, query),
);
