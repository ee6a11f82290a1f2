import {
  DeleteBucketCorsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetPublicAccessBlockCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
beforeAll(async () => {
  aws = await startLaptopS3();
});
afterAll(() => aws.stop());

describe("CORS", () => {
  const CORSRules = [
    {
      AllowedMethods: ["PUT", "GET"],
      AllowedOrigins: ["https://*.shop.test"],
      AllowedHeaders: ["content-type", "x-amz-*"],
      ExposeHeaders: ["ETag"],
      MaxAgeSeconds: 600,
    },
    { AllowedMethods: ["GET"], AllowedOrigins: ["*"] },
  ];
  const preflight = (Bucket: string, origin: string, method: string, headers = "") =>
    fetch(`${aws.url}/${Bucket}/key`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        ...(headers && { "access-control-request-headers": headers }),
      },
    });
  async function corsBucket() {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    return Bucket;
  }

  it("returns the rules that were put, and none after they are deleted", async () => {
    const Bucket = await corsBucket();
    const get = () => aws.client.send(new GetBucketCorsCommand({ Bucket }));
    expect((await get()).CORSRules).toEqual(CORSRules);
    await aws.client.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });
    const AllowedMethods = ["PATCH"];
    const bad = { CORSRules: [{ AllowedMethods, AllowedOrigins: ["*"] }] };
    await expect(
      aws.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: bad })),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("answers a preflight by the first rule that covers it", async () => {
    const Bucket = await corsBucket();
    const origin = "https://a.shop.test";
    const answer = await preflight(Bucket, origin, "PUT", "Content-Type, x-amz-meta-a");
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "PUT, GET",
      "access-control-allow-headers": "content-type, x-amz-meta-a",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "600",
      "access-control-allow-credentials": "true",
    });
    const any = await preflight(Bucket, "https://other.test", "GET");
    expect(any.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("refuses a preflight that no rule covers", async () => {
    const Bucket = await corsBucket();
    const bare = await aws.bucket();
    for (const answer of [
      await preflight(Bucket, "https://other.test", "PUT"),
      await preflight(Bucket, "https://a.shop.test", "DELETE"),
      await preflight(Bucket, "https://a.shop.test", "PUT", "authorization"),
      await preflight(bare, "https://a.shop.test", "GET"),
    ]) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("<Code>AccessForbidden</Code>");
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("puts its headers on answers too, errors as well", async () => {
    const Bucket = await corsBucket();
    const headers = { origin: "https://a.shop.test" };
    const answer = await fetch(`${aws.url}/${Bucket}/private`, { headers });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("access-control-allow-origin")).toBe(headers.origin);
    const foreign = await fetch(`${aws.url}/${Bucket}/private`);
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("bucket policies", () => {
  const publicRead = (Bucket: string, more: object[] = []) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::${Bucket}/public/*`,
        },
        ...more,
      ],
    });
  async function publicBucket(more: object[] = []) {
    const Bucket = await aws.bucket();
    await aws.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    for (const Key of ["public/a", "public/secret/b", "private"]) {
      await aws.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    const Policy = publicRead(Bucket, more);
    await aws.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return Bucket;
  }
  const status = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${aws.url}/${path}`, init)).status;

  it("lets anybody read what it makes public, and nothing else", async () => {
    const Bucket = await publicBucket();
    const answer = await fetch(`${aws.url}/${Bucket}/public/a`);
    expect(await answer.text()).toBe("public/a");
    expect(await status(`${Bucket}/private`)).toBe(403);
    expect(await status(`${Bucket}/public/missing`)).toBe(403);
    expect(await status(`${Bucket}/public/a`, { method: "PUT", body: "x" })).toBe(403);
    expect(await status(`${Bucket}/public/a`, { method: "DELETE" })).toBe(403);
    expect(await status(`${Bucket}/public/a?acl`)).toBe(403);
    expect(await status(Bucket)).toBe(403);
    expect(await status(`${Bucket}/public/a?response-content-type=text/html`)).toBe(400);
  });

  it("denies what a Deny covers, and does not apply an Allow with an unknown condition", async () => {
    const Bucket = await publicBucket([
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: "arn:aws:s3:::*/public/secret/*",
      },
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::*/private",
        Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(await status(`${Bucket}/public/a`)).toBe(200);
    expect(await status(`${Bucket}/public/secret/b`)).toBe(403);
    expect(await status(`${Bucket}/private`)).toBe(403);
  });

  it("are refused when public while the bucket blocks public access, as a new bucket does", async () => {
    const Bucket = await aws.bucket();
    const get = new GetPublicAccessBlockCommand({ Bucket });
    const block = await aws.client.send(get);
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const Policy = publicRead(Bucket);
    await expect(
      aws.client.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("do not apply while public buckets are restricted", async () => {
    const Bucket = await publicBucket();
    await aws.client.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
      }),
    );
    expect(await status(`${Bucket}/public/a`)).toBe(403);
  });

  it("are returned as they were put, and can be deleted", async () => {
    const Bucket = await publicBucket();
    const get = () => aws.client.send(new GetBucketPolicyCommand({ Bucket }));
    expect((await get()).Policy).toBe(publicRead(Bucket));
    await aws.client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchBucketPolicy" });
    expect(await status(`${Bucket}/public/a`)).toBe(403);
    const bad = new PutBucketPolicyCommand({ Bucket, Policy: "{}" });
    await expect(aws.client.send(bad)).rejects.toMatchObject({ name: "MalformedPolicy" });
  });
});

describe("other configurations", () => {
  it("keep lifecycle rules", async () => {
    const Bucket = await aws.bucket();
    const get = () => aws.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    const Rules = [
      {
        ID: "clean",
        Status: "Enabled" as const,
        Filter: { Prefix: "tmp/" },
        Expiration: { Days: 3 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    await aws.client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    expect((await get()).Rules).toEqual(Rules);
  });

  it("have AES256 as the encryption until another is put", async () => {
    const Bucket = await aws.bucket();
    const algorithm = async () => {
      const found = await aws.client.send(new GetBucketEncryptionCommand({ Bucket }));
      const [rule] = found.ServerSideEncryptionConfiguration?.Rules ?? [];
      return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
    };
    expect(await algorithm()).toBe("AES256");
    await aws.client.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
        },
      }),
    );
    expect(await algorithm()).toBe("aws:kms");
  });

  it("have no ACLs but the owner's", async () => {
    const Bucket = await aws.bucket();
    const upload = { Bucket, Key: "k", Body: "x" };
    const open = new PutObjectCommand({ ...upload, ACL: "public-read" });
    await expect(aws.client.send(open)).rejects.toMatchObject({
      name: "AccessControlListNotSupported",
    });
    await aws.client.send(new PutObjectCommand({ ...upload, ACL: "private" }));
    const acl = await aws.client.send(new GetObjectAclCommand({ Bucket, Key: "k" }));
    expect(acl.Grants).toMatchObject([{ Permission: "FULL_CONTROL" }]);
  });
});
