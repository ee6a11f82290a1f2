import * as PageChange from "@faibric/core/site/page-change";
import { changePage } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(changePage, ({ params, body, version }) =>
  PageChange.change({ ...params, change: body, version }),
);
