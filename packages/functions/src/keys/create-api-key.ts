import * as ApiKey from "@faibric/core/keys/api-key";
import { createApiKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(createApiKey, ({ params, body }) =>
  ApiKey.create({ ...params, ...body }),
);
