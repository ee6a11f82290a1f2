import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import type { Store } from "../wire/store";
import { createParameterTable } from "./parameter";
import { parameterOperations } from "./parameter-operations";
import type { Sealing } from "./sealing";
import { createSecretTable } from "./secret";
import { secretOperations } from "./secret-operations";

/** Parameter Store and Secrets Manager. SecureStrings and secrets are in the store encrypted only. */
export function createParameters({ store, ...sealing }: { store: Store } & Sealing): AwsService {
  const parameters = jsonProtocol(
    "com.amazonaws.ssm",
    parameterOperations(createParameterTable(store, sealing)),
  );
  const secrets = jsonProtocol(
    "com.amazonaws.secretsmanager",
    secretOperations(store, createSecretTable(store, sealing)),
  );
  return {
    scopes: ["ssm", "secretsmanager"],
    handle(request, response) {
      const target = String(request.headers["x-amz-target"] ?? "");
      return (target.startsWith("secretsmanager.") ? secrets : parameters)(request, response);
    },
    async close() {},
  };
}
