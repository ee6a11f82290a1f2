import * as Export from "@faibric/core/offboarding/export";
import { readExport } from "@faibric/core/offboarding/offboarding.contract";
import { http } from "../platform/http";

export const handler = http(readExport, ({ params }) => Export.read(params.tenantId));
