import * as ApiKeyEnd from "@faibric/core/keys/api-key-end";
import { revokeApiKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(revokeApiKey, ({ params }) =>
  ApiKeyEnd.revoke(params.tenantId, params.keyId),
);
