import { AccountRootPrincipal, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { Database } from "./database";
import { Files } from "./files";
import { A_TENANT, TENANT_TAG } from "./tenant-session";

/** Filled in by IAM, when a session of the role asks: the tenant that the session is tagged with. */
const TENANT = `\${aws:PrincipalTag/${TENANT_TAG}}`;

/**
 * The third fence, for what goes through all of a tenant: its export and its erasure. Sessions of these roles reach the
 * items and objects of the tenant they are tagged with; `core/platform/tenant-session` tags them with the actor's.
 */
export function OffboardingSession({ stack }: StackContext) {
  const { tableArn } = use(Database).table;
  const { bucket } = use(Files);
  const ownKeys = {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${TENANT}#*`] },
    // Without it a request that names no key would pass: of no values all are alike.
    Null: { "dynamodb:LeadingKeys": "false", [`aws:PrincipalTag/${TENANT_TAG}`]: "false" },
  };
  const items = (...actions: string[]) =>
    new PolicyStatement({ actions, resources: [tableArn], conditions: ownKeys });
  const objects = (path: string, ...actions: string[]) =>
    new PolicyStatement({ actions, resources: [bucket.arnForObjects(`tenant_${TENANT}/${path}`)] });
  const listing = new PolicyStatement({
    actions: ["s3:ListBucketVersions"],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { "s3:prefix": [`tenant_${TENANT}/*`] } },
  });
  const role = (id: string, statements: PolicyStatement[]) =>
    new Role(stack, id, {
      // Whoever the account grants it, for a session that is tagged with a tenant and nothing else.
      assumedBy: new AccountRootPrincipal().withConditions(TAGGED).withSessionTags(),
      inlinePolicies: { reach: new PolicyDocument({ statements }) },
    });

  const reader = role("tenant-reader", [
    items("dynamodb:Query"),
    listing,
    objects("*", "s3:GetObject", "s3:GetObjectVersion"),
    // An archive is made of parts, next to what is in it.
    objects(
      "exports/*",
      "s3:PutObject",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ),
  ]);
  const eraser = role("tenant-eraser", [
    items("dynamodb:Query", "dynamodb:BatchWriteItem", "dynamodb:DeleteItem"),
    listing,
    objects("*", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteObjectVersion"),
  ]);
  return { reader, eraser };
}

const TAGGED = {
  StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT },
  "ForAllValues:StringEquals": { "aws:TagKeys": [TENANT_TAG] },
};
