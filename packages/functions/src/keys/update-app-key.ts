import * as AppKey from "@faibric/core/keys/app-key";
import { updateAppKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(updateAppKey, ({ params, body, version }) =>
  AppKey.update({ ...params, ...body, version }),
);
