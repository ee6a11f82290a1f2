import * as Secret from "@faibric/core/secrets/secret";
import { listSecrets } from "@faibric/core/secrets/secrets.contract";
import { http } from "../platform/http";

export const handler = http(listSecrets, ({ params, query }) =>
  Secret.list(params.tenantId, query),
);
