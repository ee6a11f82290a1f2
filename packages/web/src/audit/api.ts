import * as contract from "@faibric/core/audit/audit.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const audit = createClient({ audit: contract }, asked).audit;
