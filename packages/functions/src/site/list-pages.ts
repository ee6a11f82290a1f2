import * as Page from "@faibric/core/site/page";
import { listPages } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(listPages, ({ params }) => Page.list(params.tenantId));
