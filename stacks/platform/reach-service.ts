import type { Manifest } from "@faibric/functions/platform/manifest.schema";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type Stack, use } from "sst/constructs";
import { Encryption } from "./encryption";
import { Events } from "./events";
import { Files } from "./files";
import { LiveApi } from "./live-api";
import { pipelineArnPrefix, prefixOf, upperSnake } from "./names";
import { queueName } from "./queue-name";
import { allow, type Reach } from "./reach";
import { Sites } from "./sites";

/** Objects live under `tenant_<id>/<prefix>/`: a function reaches its prefix, in every tenant; persons' apart. */
export function reachBucket(rest: string, of: "tenant" | "person" = "tenant"): Reach {
  const { bucket } = use(Files);
  const [, prefix = "", mode = ""] = /^(.+):(read|write)$/.exec(rest) ?? [];
  if (!prefix) throw new Error(`bucket:${rest} does not end in :read or :write`);
  const actions =
    mode === "write"
      ? ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"]
      : ["s3:GetObject"];
  return allow(actions, [bucket.arnForObjects(`${of}_*/${prefix}/*`)], {
    BUCKET_NAME: bucket.bucketName,
  });
}

export function reachBus(): Reach {
  const { bus } = use(Events);
  return allow(["events:PutEvents"], [bus.eventBusArn], { BUS_NAME: bus.eventBusName });
}

/** To send to an open connection; not to read about it or to close it. */
export function reachSockets(stack: Stack): Reach {
  const { api, stage } = use(LiveApi);
  const place = `${stack.region}:${stack.account}:${api.apiId}/${stage.stageName}`;
  return allow(
    ["execute-api:ManageConnections"],
    ["POST", "DELETE"].map(
      (method) => `arn:${stack.partition}:execute-api:${place}/${method}/@connections/*`,
    ),
    { LIVE_ENDPOINT: stage.callbackUrl },
  );
}

const siteDomain = () => process.env.FAIBRIC_DOMAIN ?? "faibric.example";
const siteUrl = () => `https://${siteDomain()}`;

/** Its address, which needs no permission. */
export const reachSite = (): Reach => ({ environment: { SITE_URL: siteUrl() }, statements: [] });

/** Where businesses' own domains lead; and, to host them, their tenants of that one distribution. */
export function reachSites({ partition, account }: Stack, hosts: boolean): Reach {
  const { connections, distribution } = use(Sites);
  const environment = { SITES_HOST: connections.attrRoutingEndpoint };
  if (!hosts) return { environment, statements: [] };
  const cloudFront = `arn:${partition}:cloudfront::${account}`;
  const own = `${cloudFront}:distribution/${distribution.attrId}`;
  const tenants = `${cloudFront}:distribution-tenant/*`;
  return {
    environment: {
      ...environment,
      SITES_DISTRIBUTION: distribution.attrId,
      SITES_CONNECTIONS: connections.attrId,
    },
    statements: [
      new PolicyStatement({
        actions: [
          "cloudfront:CreateDistributionTenant",
          "cloudfront:DeleteDistributionTenant",
          "cloudfront:GetDistributionTenantByDomain",
          "cloudfront:GetManagedCertificateDetails",
          "cloudfront:UpdateDistributionTenant",
        ],
        resources: [own, tenants, connections.attrArn],
      }),
      // CloudFront asks for the certificates in the name of who asks CloudFront.
      new PolicyStatement({
        actions: ["acm:DescribeCertificate"],
        resources: [`arn:${partition}:acm:us-east-1:${account}:certificate/*`],
      }),
      new PolicyStatement({
        actions: ["cloudfront:ListDistributionTenants", "acm:RequestCertificate"],
        resources: ["*"],
      }),
    ],
  };
}

/** From the account's verified senders. */
export function reachMail({ partition, region, account }: Stack): Reach {
  const ses = `arn:${partition}:ses:${region}:${account}`;
  const domain = siteDomain();
  return allow(["ses:SendEmail"], [`${ses}:identity/*`, `${ses}:configuration-set/*`], {
    MAIL_FROM: process.env.FAIBRIC_MAIL_FROM ?? `Faibric <no-reply@${domain}>`,
    SITE_URL: siteUrl(),
  });
}

export function reachQueue(
  stack: Stack,
  queue: Parameters<typeof queueName>[1],
  key: string,
): Reach {
  const { partition, region, account, urlSuffix } = stack;
  const name = queueName(stack, queue);
  return allow(["sqs:SendMessage"], [`arn:${partition}:sqs:${region}:${account}:${name}`], {
    [`QUEUE_URL_${upperSnake(key)}`]: `https://sqs.${region}.${urlSuffix}/${account}/${name}`,
  });
}

/** To look through the logs of all that runs in the stage. */
export function reachLogs(stack: Stack): Reach {
  const { partition, region, account } = stack;
  const groups = `arn:${partition}:logs:${region}:${account}:log-group`;
  const prefixes = LOGGED.map((kind) => `/aws/${kind}/${prefixOf(stack)}`);
  const reading = new PolicyStatement({
    actions: ["logs:FilterLogEvents"],
    resources: prefixes.flatMap((prefix) => [`${groups}:${prefix}*`, `${groups}:${prefix}*:*`]),
  });
  const listing = new PolicyStatement({
    actions: ["logs:DescribeLogGroups"],
    resources: [`${groups}:*`],
  });
  return {
    environment: { LOG_GROUP_PREFIXES: prefixes.join() },
    statements: [reading, listing],
  };
}

/** What writes logs: functions, the API and pipelines. */
const LOGGED = ["lambda", "apigateway", "vendedlogs/states"];

export function reachPipeline(stack: Stack, key: string, manifests: readonly Manifest[]): Reach {
  if (!manifests.some(({ pipelines }) => key in pipelines)) {
    throw new Error(`pipeline:${key} is granted, but no manifest declares that pipeline`);
  }
  const prefix = pipelineArnPrefix(stack);
  return allow(["states:StartExecution"], [`${prefix}${key}`], { PIPELINE_ARN_PREFIX: prefix });
}

/** What Secrets Manager knows a granted secret by. */
export const secretId = ({ stage }: Stack, name: string) => `faibric/${stage}/${name}`;

/** A secret's ARN ends in six characters that Secrets Manager adds. */
export function reachSecret(stack: Stack, rest: string): Reach {
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

const KMS_ACTIONS: Readonly<Record<string, string[]>> = {
  seal: ["kms:GenerateDataKey"],
  open: ["kms:Decrypt"],
  rewrap: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
};

/** The one key, for one purpose: it is in the encryption context of all that `core/platform/envelope` seals. */
export function reachKey(rest: string): Reach {
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
export function reachModel({ partition, region, account }: Stack, id: string): Reach {
  const [, profiled] = /^(?:eu|us|apac|global)\.(.+)$/.exec(id) ?? [];
  if (!profiled) {
    return allow(INVOKE_MODEL, [`arn:${partition}:bedrock:${region}::foundation-model/${id}`]);
  }
  return allow(INVOKE_MODEL, [
    `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`,
    `arn:${partition}:bedrock:*::foundation-model/${profiled}`,
  ]);
}
