import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { assertActor } from "../platform/actor";
import { env } from "../platform/env";
import { OnboardingError, pass } from "./onboarding";

let client: S3Client | undefined;

const keyOf = (tenantId: string) => `tenant_${tenantId}/tenant/about.json`;

/**
 * Makes the place of the tenant's files: that it can be written to is known before the tenant is open. It says
 * whose the folder is, for who finds it in a backup. Doing it again changes nothing.
 */
export async function prepare(): Promise<void> {
  const { tenantId } = assertActor("system");
  client ??= new S3Client({});
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: env("BUCKET_NAME"),
        Key: keyOf(tenantId),
        Body: JSON.stringify({ tenantId }),
        ContentType: "application/json",
      }),
    );
  } catch (error) {
    const message = "The place for your files could not be made: our file storage did not take it.";
    throw new OnboardingError(message, { cause: error });
  }
  await pass("files");
}

/** Takes `prepare` back; where there is nothing, nothing changes. */
export async function discard(): Promise<void> {
  const { tenantId } = assertActor("system");
  client ??= new S3Client({});
  try {
    await client.send(
      new DeleteObjectCommand({ Bucket: env("BUCKET_NAME"), Key: keyOf(tenantId) }),
    );
  } catch (error) {
    // Where the storage itself is gone, nothing of it is left.
    if (!(error instanceof Error) || error.name !== "NoSuchBucket") throw error;
  }
}
