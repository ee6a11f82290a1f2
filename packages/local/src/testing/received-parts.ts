import { ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import { BUCKET_NAME } from "../cloud/settings";

/** What the bucket has begun to receive in parts of a tenant, and neither has whole nor gave up. */
export async function receivedOf(tenantId: string): Promise<string[]> {
  const { Uploads = [] } = await new S3Client({ forcePathStyle: true }).send(
    new ListMultipartUploadsCommand({ Bucket: BUCKET_NAME, Prefix: `tenant_${tenantId}/` }),
  );
  return Uploads.map(({ Key = "" }) => Key);
}
