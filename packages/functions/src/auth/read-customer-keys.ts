import { readCustomerKeys } from "@faibric/core/auth/customer.contract";
import * as JsonWebKeys from "@faibric/core/auth/json-web-keys";
import { http } from "../platform/http";

export const handler = http(readCustomerKeys, ({ params }) => JsonWebKeys.listOf(params.tenantId));
