import { readUsage } from "@faibric/core/storage/storage.contract";
import * as Usage from "@faibric/core/storage/usage";
import { http } from "../platform/http";

export const handler = http(readUsage, () => Usage.read());
