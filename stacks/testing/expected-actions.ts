import type { DeployedFunction, Grant } from "@faibric/functions/platform/manifest.schema";

const READ = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:ConditionCheckItem",
];
const WRITE = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];

/** Written down a second time, apart from the stacks: what a grant may come to. */
const BY_GRANT: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^table:read$/, READ],
  [/^table:write$/, [...READ, ...WRITE]],
  [/^key:use$/, ["dynamodb:UpdateItem"]],
  [/^events:publish$/, ["events:PutEvents"]],
  [/^live:push$/, ["execute-api:ManageConnections"]],
  [/^mail:send$/, ["ses:SendEmail"]],
  [/^site:address$/, []],
  [/^places:read$/, []],
  [/^sites:address$/, []],
  [
    /^sites:host$/,
    [
      "cloudfront:CreateDistributionTenant",
      "cloudfront:DeleteDistributionTenant",
      "cloudfront:GetDistributionTenantByDomain",
      "cloudfront:GetManagedCertificateDetails",
      "cloudfront:ListDistributionTenants",
      "cloudfront:UpdateDistributionTenant",
      "acm:DescribeCertificate",
      "acm:RequestCertificate",
    ],
  ],
  [/^(persons-)?bucket:.+:read$/, ["s3:GetObject"]],
  [
    /^(persons-)?bucket:.+:write$/,
    ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject"],
  ],
  [/^bucket:.+:receive$/, ["s3:PutObject"]],
  [/^bucket:.+:parts$/, ["s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"]],
  [/^bucket:.+:versions$/, ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucketVersions"]],
  [/^bucket:.+:purge$/, ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions"]],
  [/^files:address$/, []],
  [/^queue:/, ["sqs:SendMessage"]],
  [/^secret:[^:]+$/, ["secretsmanager:GetSecretValue"]],
  [/^secret:.+:create$/, ["secretsmanager:GetSecretValue", "secretsmanager:CreateSecret"]],
  [/^logs:read$/, ["logs:FilterLogEvents", "logs:DescribeLogGroups"]],
  [/^session:(read|erase)$/, ["sts:AssumeRole", "sts:TagSession"]],
  [/^kms:[^:]+:seal$/, ["kms:GenerateDataKey"]],
  [/^kms:[^:]+:open$/, ["kms:Decrypt"]],
  [/^kms:[^:]+:rewrap$/, ["kms:ReEncryptFrom", "kms:ReEncryptTo"]],
  [/^tenant-session$/, ["sts:AssumeRole", "sts:TagSession"]],
  [/^model:/, ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]],
  [/^pipeline:/, ["states:StartExecution"]],
];

const EVERY_FUNCTION = [
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
];
const FED = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Told to the audit log by what serves callers who are known. */
const TELLS = ["dynamodb:PutItem"];

/** All that a function may do, once each, in order. */
export function expectedActions(
  { kind, grants }: DeployedFunction,
  access?: string,
): readonly string[] {
  const fed = kind === "consumer" || kind === "queue" ? FED : [];
  const counts = kind === "operation" || kind === "socket" ? ["dynamodb:UpdateItem"] : [];
  const tells = kind === "operation" && access !== "anyone" ? TELLS : [];
  const own = [...fed, ...counts, ...tells];
  return [...new Set([...EVERY_FUNCTION, ...own, ...grants.flatMap(actionsOf)])].sort();
}

function actionsOf(grant: Grant): readonly string[] {
  const [, actions] = BY_GRANT.find(([pattern]) => pattern.test(grant)) ?? [];
  if (!actions) throw new Error(`no test knows what ${grant} may come to`);
  return actions;
}

/** The only actions that are allowed on `*`, because AWS knows no resources for them. */
export const WITHOUT_RESOURCES: readonly string[] = [
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
  "cloudfront:ListDistributionTenants",
  "acm:RequestCertificate",
];
