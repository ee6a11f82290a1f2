import { listSecurityLog } from "@faibric/core/audit/audit.contract";
import * as Log from "@faibric/core/audit/log";
import { http } from "../platform/http";

export const handler = http(listSecurityLog, ({ query }) => Log.listMine(query));
