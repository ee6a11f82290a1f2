import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Duration } from "aws-cdk-lib/core";
import type { StackContext } from "sst/constructs";

const OLD_VERSION_DAYS = 30;
const SHORT_VERSION_DAYS = 1;
const ABANDONED_UPLOAD_DAYS = 7;

/** The bucket of all tenants' objects, each under `tenant_<id>/`. */
export function Files({ stack }: StackContext) {
  const bucket = new Bucket(stack, "files", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(ABANDONED_UPLOAD_DAYS),
        noncurrentVersionExpiration: Duration.days(OLD_VERSION_DAYS),
      },
      // What changes often, as the ends of audit logs: `core/audit/anchor.ts` tags it.
      {
        tagFilters: { versions: "short" },
        noncurrentVersionExpiration: Duration.days(SHORT_VERSION_DAYS),
      },
    ],
  });
  stack.addOutputs({ BucketName: bucket.bucketName });
  return { bucket };
}
