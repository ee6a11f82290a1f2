import { removeSample } from "@faibric/core/tenant/settings.contract";
import { listActivity } from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

/** What happened in a business, and the end of its sample. */
export const overview = createClient({ tenant: { listActivity, removeSample } }, asked).tenant;
