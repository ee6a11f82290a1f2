import { env } from "@faibric/core/platform/env";
import { readHealth } from "@faibric/core/platform/platform.contract";
import { http } from "./http";

export const handler = http(readHealth, async () => ({ status: "ok", stage: env("STAGE") }));
