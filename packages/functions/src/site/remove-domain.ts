import * as Domain from "@faibric/core/site/domain";
import { removeDomain } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(removeDomain, ({ params }) => Domain.remove(params));
