import * as ApiKeyEnd from "@faibric/core/keys/api-key-end";
import { rollApiKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(rollApiKey, ({ params, body }) =>
  ApiKeyEnd.roll({ ...params, ...body }),
);
