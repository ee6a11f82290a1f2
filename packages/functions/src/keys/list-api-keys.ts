import * as ApiKey from "@faibric/core/keys/api-key";
import { listApiKeys } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(listApiKeys, ({ params, query }) =>
  ApiKey.list(params.tenantId, query),
);
