import * as Settings from "@faibric/core/tenant/settings";
import { changeSettings } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(changeSettings, ({ params, body, version }) =>
  Settings.change({ ...params, change: body, version }),
);
