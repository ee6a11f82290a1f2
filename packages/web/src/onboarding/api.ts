import { createTenant } from "@faibric/core/tenant/tenant.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const founding = createClient({ tenant: { createTenant } }, asked).tenant;
