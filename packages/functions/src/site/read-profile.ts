import * as Profile from "@faibric/core/site/profile";
import { readProfile } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(readProfile, ({ params }) => Profile.get(params.tenantId));
