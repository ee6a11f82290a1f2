import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { assertActor } from "./actor";
import { env } from "./env";
import { fence } from "./fence";

/** What IAM lets reach one tenant's items and objects, and no other's. */
export interface TenantSession {
  readonly documents: DynamoDBDocumentClient;
  readonly objects: S3Client;
}

const LIFETIME_SECONDS = 15 * 60; // the shortest there is, and as long as a function can run

const ROLES = { read: "TENANT_READER_ROLE", erase: "TENANT_ERASER_ROLE" } as const;

/**
 * The third fence around a tenant: a session tagged with the actor's tenant, whose policy compares each key and each object's
 * name with the tag. For what goes through all of a tenant, where the keys are not written down in the code.
 */
export async function assumeTenant(mode: keyof typeof ROLES): Promise<TenantSession> {
  const { tenantId } = assertActor("system");
  const { Credentials } = await new STSClient({}).send(
    new AssumeRoleCommand({
      RoleArn: env(ROLES[mode]),
      RoleSessionName: tenantId,
      DurationSeconds: LIFETIME_SECONDS,
      Tags: [{ Key: "tenantId", Value: tenantId }],
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new Error("STS answered without credentials");
  }
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return {
    documents: DynamoDBDocumentClient.from(fence(new DynamoDBClient({ credentials }))),
    objects: new S3Client({ credentials }),
  };
}
