import type { Grant, Manifest } from "@faibric/functions/platform/manifest.schema";
import { statementsOf } from "@faibric/functions/platform/policy";
import { type Stack, use } from "sst/constructs";
import { PLACES_SOURCE } from "../../packages/functions/bundle/places";
import { policyStatement } from "./data";
import { Encryption } from "./encryption";
import { estateOf } from "./estate";
import { Events } from "./events";
import { Files } from "./files";
import { LiveApi } from "./live-api";
import { logGroupPrefixes, pipelineArnPrefix, secretId, upperSnake } from "./names";
import { OffboardingSession } from "./offboarding-session";
import { findQueue, queueName } from "./queue-name";
import type { Reach } from "./reach";
import { Sites } from "./sites";
import { TenantSession } from "./tenant-session";

/** The least that serves all `grants` of one function. `manifests` are where their queues are declared. */
export function reachOf(
  stack: Stack,
  grants: readonly Grant[],
  manifests: readonly Manifest[],
): Reach {
  const estate = estateOf(stack, manifests);
  const statements = grants.flatMap((grant) => statementsOf(grant, estate));
  return {
    environment: Object.assign({}, ...grants.map((one) => addressOf(stack, one, manifests))),
    statements: statements.map(policyStatement),
    files: grants.includes("places:read") ? [{ from: PLACES_SOURCE, to: PLACES_FILE }] : [],
  };
}

/** Lambda starts a function in the folder that has its bundle, and this. */
const PLACES_FILE = "places.mmdb";

/** The variables that tell a function where to find what it is granted. The table's it has always. */
function addressOf(
  stack: Stack,
  grant: Grant,
  manifests: readonly Manifest[],
): Reach["environment"] {
  const [kind = "", name = ""] = grant.split(":");
  const rest = grant.slice(kind.length + 1);
  switch (kind) {
    case "bucket":
    case "persons-bucket":
      return { BUCKET_NAME: use(Files).bucket.bucketName };
    case "files":
      return { FILES_URL: use(Files).url };
    case "events":
      return { BUS_NAME: use(Events).bus.eventBusName };
    case "live":
      return { LIVE_ENDPOINT: use(LiveApi).stage.callbackUrl };
    case "mail":
      return { MAIL_FROM: sender(), SITE_URL: siteUrl() };
    case "site":
      return { SITE_URL: siteUrl() };
    case "sites":
      return sitesAddress(name === "host");
    case "places":
      return { PLACES_FILE };
    case "logs":
      return { LOG_GROUP_PREFIXES: logGroupPrefixes(stack).join() };
    case "queue":
      return { [`QUEUE_URL_${upperSnake(rest)}`]: queueUrl(stack, rest, manifests) };
    case "pipeline":
      return { PIPELINE_ARN_PREFIX: pipelineArnPrefix(stack) };
    case "secret":
      return { [`SECRET_ID_${upperSnake(name)}`]: secretId(stack, name) };
    case "session":
      return sessionAddress(name);
    case "kms":
      return { KMS_KEY_ID: use(Encryption).key.keyArn };
    case "tenant-session":
      return { TENANT_ROLE_ARN: use(TenantSession).role.roleArn };
    default:
      return {};
  }
}

const siteDomain = () => process.env.FAIBRIC_DOMAIN ?? "faibric.example";
const siteUrl = () => `https://${siteDomain()}`;
const sender = () => process.env.FAIBRIC_MAIL_FROM ?? `Faibric <no-reply@${siteDomain()}>`;

/** Where businesses' own domains lead; and, to host them, the distribution that they are tenants of. */
function sitesAddress(hosts: boolean): Reach["environment"] {
  const { connections, distribution } = use(Sites);
  const address = { SITES_HOST: connections.attrRoutingEndpoint };
  if (!hosts) return address;
  return {
    ...address,
    SITES_DISTRIBUTION: distribution.attrId,
    SITES_CONNECTIONS: connections.attrId,
  };
}

function queueUrl(stack: Stack, key: string, manifests: readonly Manifest[]): string {
  const { region, account, urlSuffix } = stack;
  return `https://sqs.${region}.${urlSuffix}/${account}/${queueName(stack, findQueue(manifests, key))}`;
}

function sessionAddress(mode: string): Reach["environment"] {
  const { reader, eraser } = use(OffboardingSession);
  const { bucketName } = use(Files).bucket;
  const [variable, { roleArn }] =
    mode === "erase"
      ? (["TENANT_ERASER_ROLE", eraser] as const)
      : (["TENANT_READER_ROLE", reader] as const);
  return { [variable]: roleArn, BUCKET_NAME: bucketName };
}
