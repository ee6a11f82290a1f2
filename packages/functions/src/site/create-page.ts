import * as Page from "@faibric/core/site/page";
import { createPage } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(createPage, ({ params, body }) =>
  Page.create({ ...params, page: body }),
);
