import {
  changeSecurity,
  changeSettings,
  restoreTenant,
  suspendTenant,
} from "@faibric/core/tenant/settings.contract";
import { renameTenant } from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

const tenant = { renameTenant, changeSettings, changeSecurity, suspendTenant, restoreTenant };

/** What a business is called, what it follows, and whether it is open. */
export const settings = createClient({ tenant }, asked).tenant;
