import { readPublic } from "@faibric/core/tenant/public-tenant";
import { readPublicTenant } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(readPublicTenant, readPublic);
