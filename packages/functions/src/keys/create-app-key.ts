import * as AppKey from "@faibric/core/keys/app-key";
import { createAppKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(createAppKey, ({ params, body }) =>
  AppKey.create({ ...params, ...body }),
);
