import { verifyAudit } from "@faibric/core/audit/audit.contract";
import * as Log from "@faibric/core/audit/log";
import { http } from "../platform/http";

export const handler = http(verifyAudit, ({ params, query }) => Log.verify(params.tenantId, query));
