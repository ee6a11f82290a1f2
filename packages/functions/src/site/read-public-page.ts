import * as PublicSite from "@faibric/core/site/public-site";
import { readPublicPage } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readPublicPage, ({ params }) =>
  PublicSite.readPage(params.site, params.page),
);
