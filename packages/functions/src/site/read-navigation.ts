import * as Navigation from "@faibric/core/site/navigation";
import { readNavigation } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readNavigation, ({ params }) => Navigation.get(params.tenantId));
