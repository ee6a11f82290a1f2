import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import type { Store } from "../wire/store";
import { createParameterTable } from "./parameter";
import { parameterOperations } from "./parameter-operations";
import type { Sealing } from "./sealing";
import { createSecretTable } from "./secret";
import { secretOperations } from "./secret-operations";

export interface ParametersAndSecrets extends AwsService {
  /** Makes a parameter of type String, or gives it this value. */
  ensureParameter(name: string, value: string): void;
}

/** Parameter Store and Secrets Manager. SecureStrings and secrets are in the store encrypted only. */
export function createParameters({
  store,
  ...sealing
}: { store: Store } & Sealing): ParametersAndSecrets {
  const operations = parameterOperations(createParameterTable(store, sealing));
  const parameters = jsonProtocol("com.amazonaws.ssm", operations);
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
    ensureParameter(Name, Value) {
      operations.PutParameter({ Name, Value, Type: "String", Overwrite: true });
    },
    async close() {},
  };
}
