import * as DomainAdd from "@faibric/core/site/domain-add";
import { addDomain } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(addDomain, ({ params, body }) => DomainAdd.add({ ...params, ...body }));
