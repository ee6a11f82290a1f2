import * as AppKey from "@faibric/core/keys/app-key";
import { readAppKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(readAppKey, ({ params }) =>
  AppKey.get(params.tenantId, params.appKeyId),
);
