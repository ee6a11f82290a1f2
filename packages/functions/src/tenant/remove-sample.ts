import * as Sample from "@faibric/core/tenant/sample";
import { removeSample } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(removeSample, ({ params }) => Sample.remove(params.tenantId));
