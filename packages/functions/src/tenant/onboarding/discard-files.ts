import * as TenantFiles from "@faibric/core/tenant/tenant-files";
import { task } from "../../platform/task";

export const handler = task("tenant.discardFiles", {}, () => TenantFiles.discard());
