import type { Estate, Statement } from "./estate";

/** Objects live under `tenant_<id>/<prefix>/`: a function reaches its prefix, in every tenant; persons' apart. */
export function objects(
  estate: Estate,
  rest: string,
  of: "tenant" | "person",
): readonly Statement[] {
  const [, prefix = "", mode = ""] = /^(.+):(\w+)$/.exec(rest) ?? [];
  const actions = OBJECT_ACTIONS[mode];
  if (!actions) throw new Error(`bucket:${rest} ends in none of ${Object.keys(OBJECT_ACTIONS)}`);
  const within = `${of}_*/${prefix}/*`;
  const objectsThere = { actions, resources: [`${estate.bucket()}/${within}`] };
  if (mode !== "versions" && mode !== "purge") return [objectsThere];
  const conditions = { StringLike: { "s3:prefix": [within] } };
  const listing = { actions: ["s3:ListBucketVersions"], resources: [estate.bucket()], conditions };
  return [objectsThere, listing];
}

const OBJECT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  read: ["s3:GetObject"],
  write: ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"],
  receive: ["s3:PutObject"],
  parts: ["s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
  // Which there are is listed: who may not list is told of none whether it is there.
  versions: ["s3:GetObject", "s3:GetObjectVersion"],
  purge: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
};

export const bus = (estate: Estate): readonly Statement[] => [
  { actions: ["events:PutEvents"], resources: [estate.bus()] },
];

/** To send to an open connection and to hang up; not to read about it. */
export function sockets(estate: Estate): readonly Statement[] {
  const { partition, region, account } = estate;
  const api = `arn:${partition}:execute-api:${region}:${account}:${estate.sockets()}`;
  const resources = ["POST", "DELETE"].map((method) => `${api}/${method}/@connections/*`);
  return [{ actions: ["execute-api:ManageConnections"], resources }];
}

/** Businesses' own domains: their tenants of the one distribution. */
export function sites(estate: Estate): readonly Statement[] {
  const { partition, account } = estate;
  return [
    {
      actions: [
        "cloudfront:CreateDistributionTenant",
        "cloudfront:DeleteDistributionTenant",
        "cloudfront:GetDistributionTenantByDomain",
        "cloudfront:GetManagedCertificateDetails",
        "cloudfront:UpdateDistributionTenant",
      ],
      resources: [
        ...estate.sites(),
        `arn:${partition}:cloudfront::${account}:distribution-tenant/*`,
      ],
    },
    // CloudFront asks for the certificates in the name of who asks CloudFront.
    {
      actions: ["acm:DescribeCertificate"],
      resources: [`arn:${partition}:acm:us-east-1:${account}:certificate/*`],
    },
    {
      actions: ["cloudfront:ListDistributionTenants", "acm:RequestCertificate"],
      resources: ["*"],
    },
  ];
}

/** From the account's verified senders. */
export function mail({ partition, region, account }: Estate): readonly Statement[] {
  const ses = `arn:${partition}:ses:${region}:${account}`;
  return [
    {
      actions: ["ses:SendEmail"],
      resources: [`${ses}:identity/*`, `${ses}:configuration-set/*`],
    },
  ];
}

export function queue(estate: Estate, key: string): readonly Statement[] {
  const { partition, region, account } = estate;
  const resource = `arn:${partition}:sqs:${region}:${account}:${estate.queue(key)}`;
  return [{ actions: ["sqs:SendMessage"], resources: [resource] }];
}

/** To look through the logs of all that runs in the stage. */
export function logs(estate: Estate): readonly Statement[] {
  const { partition, region, account } = estate;
  const groups = `arn:${partition}:logs:${region}:${account}:log-group`;
  return [
    {
      actions: ["logs:FilterLogEvents"],
      resources: estate
        .logGroupPrefixes()
        .flatMap((prefix) => [`${groups}:${prefix}*`, `${groups}:${prefix}*:*`]),
    },
    { actions: ["logs:DescribeLogGroups"], resources: [`${groups}:*`] },
  ];
}

export const pipeline = (estate: Estate, key: string): readonly Statement[] => [
  { actions: ["states:StartExecution"], resources: [estate.pipeline(key)] },
];

/** A secret's ARN ends in six characters that Secrets Manager adds. */
export function secret(estate: Estate, rest: string): readonly Statement[] {
  const { partition, region, account } = estate;
  const [name = "", mode] = rest.split(":");
  const create = mode === "create" ? ["secretsmanager:CreateSecret"] : [];
  const id = `arn:${partition}:secretsmanager:${region}:${account}:secret:${estate.secret(name)}`;
  return [{ actions: ["secretsmanager:GetSecretValue", ...create], resources: [`${id}-??????`] }];
}

const KMS_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  seal: ["kms:GenerateDataKey"],
  open: ["kms:Decrypt"],
  rewrap: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
};

/** The one key, for one purpose: it is in the encryption context of all that `core/platform/envelope` seals. */
export function key(estate: Estate, rest: string): readonly Statement[] {
  const [purpose = "", mode = ""] = rest.split(":");
  const actions = KMS_ACTIONS[mode];
  if (!actions) throw new Error(`kms:${rest} does not end in :seal, :open or :rewrap`);
  const conditions = { StringEquals: { "kms:EncryptionContext:purpose": purpose } };
  return [{ actions, resources: [estate.key()], conditions }];
}

/** `eu.anthropic.…` names an inference profile, which needs its model too, in whichever region answers. */
export function model(estate: Estate, id: string): readonly Statement[] {
  const { partition, region, account } = estate;
  const actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
  const [, profiled] = /^(?:eu|us|apac|global)\.(.+)$/.exec(id) ?? [];
  const models = (where: string, name: string) =>
    `arn:${partition}:bedrock:${where}::foundation-model/${name}`;
  const profile = `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`;
  return [
    {
      actions,
      resources: profiled ? [profile, models("*", profiled)] : [models(region, id)],
    },
  ];
}
