import * as ApiKeyEnd from "@faibric/core/keys/api-key-end";
import { revokeAllApiKeys } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(revokeAllApiKeys, ({ params }) => ApiKeyEnd.revokeAll(params.tenantId));
