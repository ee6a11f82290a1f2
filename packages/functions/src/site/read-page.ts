import * as Page from "@faibric/core/site/page";
import { readPage } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readPage, ({ params }) => Page.get(params.tenantId, params.pageId));
