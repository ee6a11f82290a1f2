import * as AppKey from "@faibric/core/keys/app-key";
import { listAppKeys } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(listAppKeys, ({ params, query }) =>
  AppKey.list(params.tenantId, query),
);
