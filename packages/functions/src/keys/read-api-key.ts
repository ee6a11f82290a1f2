import * as ApiKey from "@faibric/core/keys/api-key";
import { readApiKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(readApiKey, ({ params }) => ApiKey.get(params.tenantId, params.keyId));
