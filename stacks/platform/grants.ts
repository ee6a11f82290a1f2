import type { Grant, Manifest } from "@faibric/functions/platform/manifest.schema";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type Stack, use } from "sst/constructs";
import { Database } from "./database";
import { Encryption } from "./encryption";
import { Events } from "./events";
import { Files } from "./files";
import { LiveApi } from "./live-api";
import { pipelineArnPrefix, upperSnake } from "./names";
import { OffboardingSession } from "./offboarding-session";
import { findQueue, queueName } from "./queue-name";
import { A_TENANT, TENANT_TAG, TenantSession } from "./tenant-session";

/** What a function has to be given so that it can reach something: a policy, and where to find it. */
export interface Reach {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

const READ_ITEMS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"];
const READ_INDEXES = ["dynamodb:Query"];
// TransactWriteItems is authorized by these, one for each part of the transaction.
const WRITE_ITEMS = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];

/** The least that serves all `grants` of one function. `manifests` are where their queues are declared. */
export function reachOf(
  stack: Stack,
  grants: readonly Grant[],
  manifests: readonly Manifest[],
): Reach {
  const parts = grants.map((grant) => reach(stack, grant, manifests));
  return {
    environment: Object.assign({}, ...parts.map(({ environment }) => environment)),
    statements: parts.flatMap(({ statements }) => statements),
  };
}

function reach(stack: Stack, grant: Grant, manifests: readonly Manifest[]): Reach {
  const [kind = "", name = ""] = grant.split(":");
  const rest = grant.slice(kind.length + 1);
  switch (kind) {
    case "table":
      return reachTable(name === "write");
    case "key":
      return reachKeyUse();
    case "bucket":
      return reachBucket(rest);
    case "events":
      return reachBus();
    case "live":
      return reachSockets(stack);
    case "mail":
      return reachMail(stack);
    case "site":
      return { environment: { SITE_URL: siteUrl() }, statements: [] };
    case "queue":
      return reachQueue(stack, findQueue(manifests, rest), rest);
    case "pipeline":
      return reachPipeline(stack, rest, manifests);
    case "secret":
      return reachSecret(stack, rest);
    case "session":
      return reachTenant(name);
    case "kms":
      return reachKey(rest);
    case "tenant-session":
      return reachTenantSession();
    case "model":
      return reachModel(stack, rest);
    default:
      throw new Error(`nothing is known of the grant ${grant}`);
  }
}

function allow(
  actions: string[],
  resources: string[],
  environment: Reach["environment"] = {},
): Reach {
  return { environment, statements: [new PolicyStatement({ actions, resources })] };
}

function reachTable(write: boolean): Reach {
  const { tableArn } = use(Database).table;
  const items = allow([...READ_ITEMS, ...(write ? WRITE_ITEMS : [])], [tableArn]);
  const queries = allow(READ_INDEXES, [tableArn, `${tableArn}/index/*`]);
  return { environment: {}, statements: [...items.statements, ...queries.statements] };
}

/** To count requests, in the items that hold such counters and no others: the key of each ends alike. */
export function reachCounters(): PolicyStatement {
  const { tableArn } = use(Database).table;
  return new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": ["tnt_", "usr_", "directory#rate."].map(
          (start) => `${start}*#platform.throttle`,
        ),
      },
      // Without it the condition would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/** What serves who is known tells the audit log when it refuses them, also where it may write nothing else. */
export function tellAudit(): PolicyStatement {
  return new PolicyStatement({
    // A refusal is put; those that are told together are counted.
    actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
    resources: [use(Database).table.tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*#platform.audit-outbox#*"] },
      // Without it the condition would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/**
 * To note when an API key was used: that attribute of the keys' items, of which the rest are named because the
 * update says again which item it is. No hash, no scope and no expiry can be changed with it.
 */
function reachKeyUse(): Reach {
  const { tableArn } = use(Database).table;
  const attributes = ["pk", "sk", "tenantId", "keyId", "__edb_e__", "__edb_v__", "lastUsedAt"];
  const statement = new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["tnt_*#keys.api-key"] },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
      // Without it both would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
    },
  });
  return { environment: {}, statements: [statement] };
}

/** Objects live under `tenant_<id>/<prefix>/`: a function reaches its prefix, in every tenant. */
function reachBucket(rest: string): Reach {
  const { bucket } = use(Files);
  const [, prefix = "", mode = ""] = /^(.+):(read|write)$/.exec(rest) ?? [];
  if (!prefix) throw new Error(`bucket:${rest} does not end in :read or :write`);
  const actions =
    mode === "write" ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : ["s3:GetObject"];
  return allow(actions, [bucket.arnForObjects(`tenant_*/${prefix}/*`)], {
    BUCKET_NAME: bucket.bucketName,
  });
}

function reachBus(): Reach {
  const { bus } = use(Events);
  return allow(["events:PutEvents"], [bus.eventBusArn], { BUS_NAME: bus.eventBusName });
}

/** To send to an open connection; not to read about it or to close it. */
function reachSockets(stack: Stack): Reach {
  const { api, stage } = use(LiveApi);
  const place = `${stack.region}:${stack.account}:${api.apiId}/${stage.stageName}`;
  return allow(
    ["execute-api:ManageConnections"],
    [`arn:${stack.partition}:execute-api:${place}/POST/@connections/*`],
    { LIVE_ENDPOINT: stage.callbackUrl },
  );
}

const siteDomain = () => process.env.FAIBRIC_DOMAIN ?? "faibric.example";
const siteUrl = () => `https://${siteDomain()}`;

/** From the account's verified senders. */
function reachMail({ partition, region, account }: Stack): Reach {
  const ses = `arn:${partition}:ses:${region}:${account}`;
  const domain = siteDomain();
  return allow(["ses:SendEmail"], [`${ses}:identity/*`, `${ses}:configuration-set/*`], {
    MAIL_FROM: process.env.FAIBRIC_MAIL_FROM ?? `Faibric <no-reply@${domain}>`,
    SITE_URL: siteUrl(),
  });
}

function reachQueue(stack: Stack, queue: Parameters<typeof queueName>[1], key: string): Reach {
  const { partition, region, account, urlSuffix } = stack;
  const name = queueName(stack, queue);
  return allow(["sqs:SendMessage"], [`arn:${partition}:sqs:${region}:${account}:${name}`], {
    [`QUEUE_URL_${upperSnake(key)}`]: `https://sqs.${region}.${urlSuffix}/${account}/${name}`,
  });
}

function reachPipeline(stack: Stack, key: string, manifests: readonly Manifest[]): Reach {
  if (!manifests.some(({ pipelines }) => key in pipelines)) {
    throw new Error(`pipeline:${key} is granted, but no manifest declares that pipeline`);
  }
  const prefix = pipelineArnPrefix(stack);
  return allow(["states:StartExecution"], [`${prefix}${key}`], { PIPELINE_ARN_PREFIX: prefix });
}

/** What Secrets Manager knows a granted secret by. */
export const secretId = ({ stage }: Stack, name: string) => `faibric/${stage}/${name}`;

/** A secret's ARN ends in six characters that Secrets Manager adds. */
function reachSecret(stack: Stack, rest: string): Reach {
  const { partition, region, account } = stack;
  const [name = "", mode] = rest.split(":");
  const id = secretId(stack, name);
  const create = mode === "create" ? ["secretsmanager:CreateSecret"] : [];
  return allow(
    ["secretsmanager:GetSecretValue", ...create],
    [`arn:${partition}:secretsmanager:${region}:${account}:secret:${id}-??????`],
    { [`SECRET_ID_${upperSnake(name)}`]: id },
  );
}

/** To read as one tenant, by a session that reaches no other: see `tenant-session.ts`. */
function reachTenantSession(): Reach {
  const { roleArn } = use(TenantSession).role;
  return allow(["sts:AssumeRole", "sts:TagSession"], [roleArn], { TENANT_ROLE_ARN: roleArn });
}

/** A role, for a session that is tagged with a tenant: it reaches that tenant. */
function reachTenant(mode: string): Reach {
  const { reader, eraser } = use(OffboardingSession);
  const { bucketName } = use(Files).bucket;
  const { roleArn } = mode === "erase" ? eraser : reader;
  const tagged = new PolicyStatement({
    actions: ["sts:AssumeRole", "sts:TagSession"],
    resources: [roleArn],
    conditions: { StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT } },
  });
  const variable = mode === "erase" ? "TENANT_ERASER_ROLE" : "TENANT_READER_ROLE";
  return {
    environment: { [variable]: roleArn, BUCKET_NAME: bucketName },
    statements: [tagged],
  };
}

const KMS_ACTIONS: Readonly<Record<string, string[]>> = {
  seal: ["kms:GenerateDataKey"],
  open: ["kms:Decrypt"],
  rewrap: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
};

/** The one key, for one purpose: it is in the encryption context of all that `core/platform/envelope` seals. */
function reachKey(rest: string): Reach {
  const [purpose = "", mode = ""] = rest.split(":");
  const actions = KMS_ACTIONS[mode];
  if (!actions) throw new Error(`kms:${rest} does not end in :seal, :open or :rewrap`);
  const { key } = use(Encryption);
  const conditions = { StringEquals: { "kms:EncryptionContext:purpose": purpose } };
  return {
    environment: { KMS_KEY_ID: key.keyArn },
    statements: [new PolicyStatement({ actions, resources: [key.keyArn], conditions })],
  };
}

const INVOKE_MODEL = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/** `eu.anthropic.…` names an inference profile, which needs its model too, in whichever region answers. */
function reachModel({ partition, region, account }: Stack, id: string): Reach {
  const [, profiled] = /^(?:eu|us|apac|global)\.(.+)$/.exec(id) ?? [];
  if (!profiled) {
    return allow(INVOKE_MODEL, [`arn:${partition}:bedrock:${region}::foundation-model/${id}`]);
  }
  return allow(INVOKE_MODEL, [
    `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`,
    `arn:${partition}:bedrock:*::foundation-model/${profiled}`,
  ]);
}
