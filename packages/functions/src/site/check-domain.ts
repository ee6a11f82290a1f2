import * as DomainCheck from "@faibric/core/site/domain-check";
import { checkDomain } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(checkDomain, ({ params }) => DomainCheck.check(params));
