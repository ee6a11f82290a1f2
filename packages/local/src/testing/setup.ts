import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PLACES_SOURCE } from "../../../functions/bundle/places";
import { ROOT } from "../cloud/settings";
import { startDynamoDb } from "../dynamodb/dynamodb";
import { createTable } from "../dynamodb/table";
import { createKms } from "../kms/kms";
import { ACCOUNT, REGION } from "../wire/arn";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";

/** What product code reads of its surroundings, beside the addresses of the services. */
export const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_REGION: REGION,
  TABLE_NAME: "faibric",
  BUS_NAME: "faibric",
  BUCKET_NAME: "faibric-files",
  KMS_KEY_ID: "alias/faibric",
  STAGE: "local",
  PLACES_FILE: join(ROOT, PLACES_SOURCE),
  // Everything in the tests comes from one address. How strict the platform is itself, tests set otherwise.
  RATE_LIMITS: JSON.stringify({
    public: {
      ...{ read: 1_000_000, write: 1_000_000, refused: 1_000_000 },
      ...{ "sign-in": 1_000_000, mail: 1_000_000 },
    },
  }),
  PIPELINE_ARN_PREFIX: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:`,
};

/** Vitest calls this once before all test files: a DynamoDB and a KMS in memory, which they share. */
export default async function setup() {
  Object.assign(process.env, ENVIRONMENT);
  // Most suites start a cloud, each in a folder of its own: packages are bundled once for all of them.
  process.env.FAIBRIC_SHARED_PACKAGES = join(ROOT, "node_modules/.cache/faibric-packages");
  const dynamodb = await startDynamoDb({ dataFile: null });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamodb.url;
  await createTable(new DynamoDBClient({}), ENVIRONMENT.TABLE_NAME);
  const folder = mkdtempSync(join(tmpdir(), "faibric-kms-"));
  const kms = createKms({ store: openStore(":memory:"), keyFile: join(folder, "root.key") });
  kms.ensureKey(ENVIRONMENT.KMS_KEY_ID);
  const endpoint = await serveAws([kms]);
  process.env.AWS_ENDPOINT_URL_KMS = endpoint.url;
  return async () => {
    await dynamodb.close();
    await endpoint.close();
    rmSync(folder, { recursive: true });
  };
}
