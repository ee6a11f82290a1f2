import * as ApiKey from "@faibric/core/keys/api-key";
import { renameApiKey } from "@faibric/core/keys/keys.contract";
import { http } from "../platform/http";

export const handler = http(renameApiKey, ({ params, body }) =>
  ApiKey.rename({ ...params, ...body }),
);
