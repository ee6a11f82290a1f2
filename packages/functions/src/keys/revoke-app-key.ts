import * as AppKey from "@faibric/core/keys/app-key";
import { revokeAppKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(revokeAppKey, ({ params }) =>
  AppKey.revoke(params.tenantId, params.appKeyId),
);
