import { BUCKET_CORS } from "@faibric/core/platform/bucket.schema";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Duration } from "aws-cdk-lib/core";
import type { Stack, StackContext } from "sst/constructs";
import { responseHeaders } from "./response-headers";

const OLD_VERSION_DAYS = 30;
const SHORT_VERSION_DAYS = 1;
const ABANDONED_UPLOAD_DAYS = 7;

/** The bucket of all tenants' objects, each under `tenant_<id>/`, and the origin that they come from and go to. */
export function Files({ stack }: StackContext) {
  const bucket = new Bucket(stack, "files", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    cors: [
      {
        allowedOrigins: [...BUCKET_CORS.origins],
        allowedMethods: BUCKET_CORS.methods.map((method) => HttpMethods[method]),
        allowedHeaders: [...BUCKET_CORS.headers],
        exposedHeaders: [...BUCKET_CORS.exposed],
        maxAge: BUCKET_CORS.seconds,
      },
    ],
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
  tellEventBridge(bucket);
  const distribution = origin(stack, bucket);
  const url = `https://${distribution.distributionDomainName}`;
  stack.addOutputs({ BucketName: bucket.bucketName, FilesUrl: url });
  return { bucket, url };
}

/** By the bucket's own property: the CDK would deploy a function to set it. */
function tellEventBridge(bucket: Bucket): void {
  if (!(bucket.node.defaultChild instanceof CfnBucket)) return;
  bucket.node.defaultChild.notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
}

/**
 * An origin of their own for what tenants upload, which is not the site's. It has no rights in the bucket: each request
 * carries a signature, which S3 judges. What it adds to each answer is that nothing of it runs.
 */
function origin(stack: Stack, bucket: Bucket): Distribution {
  return new Distribution(stack, "files-origin", {
    comment: "Tenants' files, by signed requests",
    defaultBehavior: {
      origin: new HttpOrigin(bucket.bucketRegionalDomainName, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // A signature ends, and so does what it opens: nothing is kept.
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // All but the host, which is signed as the bucket's.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: responseHeaders(stack, "files"),
    },
  });
}
