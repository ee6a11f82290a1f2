import * as Profile from "@faibric/core/site/profile";
import { replaceProfile } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(replaceProfile, ({ params, body, version }) =>
  Profile.replace({ ...params, profile: body, version }),
);
