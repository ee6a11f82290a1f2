import { readProfile, replaceProfile } from "@faibric/core/site/site.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const siteProfile = createClient({ site: { readProfile, replaceProfile } }, asked).site;
