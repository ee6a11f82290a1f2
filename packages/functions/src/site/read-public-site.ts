import * as PublicSite from "@faibric/core/site/public-site";
import { readPublicSite } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readPublicSite, ({ params }) => PublicSite.readStart(params.site));
