import * as Domain from "@faibric/core/site/domain";
import { readDomain } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readDomain, ({ params }) => Domain.get(params.tenantId, params.domain));
