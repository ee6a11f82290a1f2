import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { createKms } from "../kms/kms";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { createParameters } from "./parameters";

/** Both services on a port of their own with KMS behind them, on the files in `folder`. */
export async function startParameters(folder = mkdtempSync(join(tmpdir(), "faibric-parameters-"))) {
  const store = openStore(join(folder, "store.sqlite"));
  const kms = createKms({ store, keyFile: join(folder, "root.key") });
  const { encrypt, decrypt } = kms;
  const endpoint = await serveAws([kms, createParameters({ store, encrypt, decrypt })]);
  const settings = {
    endpoint: endpoint.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const ssm = new SSMClient(settings);
  const secrets = new SecretsManagerClient(settings);
  return {
    folder,
    store,
    kms,
    ssm,
    secrets,
    async stop() {
      ssm.destroy();
      secrets.destroy();
      await endpoint.close();
      store.close();
    },
    async close() {
      await this.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export type ParametersUnderTest = Awaited<ReturnType<typeof startParameters>>;
