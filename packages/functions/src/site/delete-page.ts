import * as Page from "@faibric/core/site/page";
import { deletePage } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(deletePage, ({ params, version }) =>
  Page.remove({ ...params, version }),
);
