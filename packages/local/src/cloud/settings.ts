import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LOCAL_AWS } from "@faibric/core/platform/operator.schema";
import { PLACES_SOURCE } from "../../../functions/bundle/places";
import { ACCOUNT, REGION } from "../wire/arn";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url)).replace(/\/$/, "");

export const TABLE_NAME = "faibric";
/** What the logs' names begin with. */
export const LOG_GROUP_PREFIXES = ["/aws/lambda/", "/aws/apigateway/"];

/** The two functions that are in no manifest: one reads the outbox, one answers what no operation serves. */
export const RELAY = "platform-outbox-relay";
export const UNKNOWN_ROUTE = "platform-unknown-route";

/** Where businesses' own domains lead on a laptop, by its own name server. */
export const SITES = {
  host: "sites.faibric.test",
  distribution: "ELOCALSITES",
  connections: "cg_local",
} as const;

export const BUS_NAME = "faibric";
export const BUCKET_NAME = "faibric-files";
export const KMS_ALIAS = "alias/faibric";
export const STAGE = LOCAL_AWS.stage;

/** Credentials that only the laptop cloud knows. They open nothing anywhere else. */
export const CREDENTIALS = LOCAL_AWS.credentials;

/** Where the laptop cloud keeps what it must remember. */
export function filesIn(dataDir: string) {
  return {
    tables: join(dataDir, "dynamodb.sqlite"),
    store: join(dataDir, "cloud.sqlite"),
    objects: join(dataDir, "objects"),
    keys: join(dataDir, "kms.key"),
    functions: join(dataDir, "functions"),
    log: join(dataDir, "cloud.log"),
  };
}

/** What product functions read of their surroundings. The stacks set the same variables on AWS. */
export function environmentOf(addresses: {
  aws: string;
  dynamodb: string;
  site?: string;
  files?: string;
}) {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: addresses.aws,
    AWS_ENDPOINT_URL_KMS: addresses.aws,
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: addresses.dynamodb,
    STAGE,
    TABLE_NAME,
    BUS_NAME,
    BUCKET_NAME,
    FILES_URL: addresses.files ?? addresses.aws,
    TENANT_READER_ROLE: `arn:aws:iam::${ACCOUNT}:role/tenant-reader`,
    TENANT_ERASER_ROLE: `arn:aws:iam::${ACCOUNT}:role/tenant-eraser`,
    TENANT_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/tenant-session`,
    KMS_KEY_ID: KMS_ALIAS,
    LIVE_ENDPOINT: addresses.aws,
    SITES_HOST: SITES.host,
    SITES_DISTRIBUTION: SITES.distribution,
    SITES_CONNECTIONS: SITES.connections,
    MAIL_FROM: "Faibric <no-reply@faibric.example>",
    SITE_URL: addresses.site ?? "http://localhost:3000",
    PLACES_FILE: join(ROOT, PLACES_SOURCE),
    LOG_GROUP_PREFIXES: LOG_GROUP_PREFIXES.join(),
    PIPELINE_ARN_PREFIX: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:`,
  };
}
