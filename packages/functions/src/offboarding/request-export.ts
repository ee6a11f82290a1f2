import * as Export from "@faibric/core/offboarding/export";
import { requestExport } from "@faibric/core/offboarding/offboarding.contract";
import { http } from "../platform/http";

export const handler = http(requestExport, ({ params }) => Export.request(params.tenantId));
