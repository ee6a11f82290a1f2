import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { BUCKET_CORS } from "@faibric/core/platform/bucket.schema";

/** Makes the bucket as the stacks do: versioned, told of by EventBridge, and open to browsers that have a signature. */
export async function ensureBucket(client: S3Client, Bucket: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await client.send(
    new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
  );
  const CORSRules = [
    {
      AllowedOrigins: [...BUCKET_CORS.origins],
      AllowedMethods: [...BUCKET_CORS.methods],
      AllowedHeaders: [...BUCKET_CORS.headers],
      ExposeHeaders: [...BUCKET_CORS.exposed],
      MaxAgeSeconds: BUCKET_CORS.seconds,
    },
  ];
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
}
