import * as Domain from "@faibric/core/site/domain";
import { listDomains } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(listDomains, ({ params }) => Domain.list(params.tenantId));
