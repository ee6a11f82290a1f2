import * as Secret from "@faibric/core/secrets/secret";
import { deleteSecret } from "@faibric/core/secrets/secrets.contract";
import { http } from "../platform/http";

export const handler = http(deleteSecret, ({ params }) =>
  Secret.remove(params.tenantId, params.name),
);
