import { readHealth } from "@faibric/core/api/api.contract";
import { env } from "@faibric/core/platform/env";
import { http } from "../platform/http";

export const handler = http(readHealth, async () => ({
  status: "ok" as const,
  stage: env("STAGE"),
}));
