import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
beforeEach(async () => {
  aws = await startLaptopS3();
});
afterEach(() => aws.stop());

const files = () =>
  readdirSync(aws.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const read = async (Bucket: string, Key: string) => {
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key }));
  return found.Body?.transformToString();
};

it("has everything after a restart: objects, versions, tags, unfinished uploads", async () => {
  const Bucket = await aws.bucket();
  await aws.client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "1", Tagging: "a=1" }));
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "2", Tagging: "a=2" }));
  const target = { Bucket, Key: "multi" };
  const { UploadId } = await aws.client.send(new CreateMultipartUploadCommand(target));
  const { ETag } = await aws.client.send(
    new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: "part" }),
  );
  await aws.restart();
  expect(await read(Bucket, "k")).toBe("2");
  const versions = await aws.client.send(new ListObjectVersionsCommand({ Bucket }));
  expect(versions.Versions).toHaveLength(2);
  const tags = await aws.client.send(new GetObjectTaggingCommand({ Bucket, Key: "k" }));
  expect(tags.TagSet).toEqual([{ Key: "a", Value: "2" }]);
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await aws.client.send(
    new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }),
  );
  expect(await read(Bucket, "multi")).toBe("part");
});

it("sweeps at start what a crash left: unfinished files, and files that no row names", async () => {
  const Bucket = await aws.bucket();
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "kept" }));
  await aws.restart(() => {
    writeFileSync(join(aws.root, "incoming", "half-written"), "x");
    mkdirSync(join(aws.root, "objects", "ab"), { recursive: true });
    writeFileSync(join(aws.root, "objects", "ab", "abandoned"), "x");
  });
  expect(existsSync(join(aws.root, "incoming", "half-written"))).toBe(false);
  expect(files()).toHaveLength(1);
  expect(await read(Bucket, "k")).toBe("kept");
});

it("leaves no file behind of replaced, deleted and refused objects", async () => {
  const Bucket = await aws.bucket();
  const put = (Body: string, more = {}) =>
    aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body, ...more }));
  await put("1");
  await put("2");
  await expect(put("3", { ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({
    name: "BadDigest",
  });
  await expect(put("4", { IfNoneMatch: "*" })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  await expect.poll(() => files().length).toBe(1);
  await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
  await expect.poll(() => files().length).toBe(0);
});

it("forgets an upload whose connection breaks, and keeps the old object", async () => {
  const Bucket = await aws.bucket();
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "old" }));
  const url = await getSignedUrl(aws.client, new PutObjectCommand({ Bucket, Key: "k" }));
  await new Promise<void>((resolve) => {
    const upload = httpRequest(url, { method: "PUT", headers: { "content-length": 1_000_000 } });
    upload.once("error", () => resolve());
    upload.write(Buffer.alloc(100_000), () =>
      setTimeout(() => upload.destroy(new Error("cut")), 30),
    );
  });
  await expect.poll(() => files().length).toBe(1);
  expect(await read(Bucket, "k")).toBe("old");
});

it("serves a download to its end though the object is deleted meanwhile", async () => {
  const target = { Bucket: await aws.bucket(), Key: "k" };
  const { UploadId } = await aws.client.send(new CreateMultipartUploadCommand(target));
  const Body = Buffer.alloc(5 * 1024 ** 2, "x");
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (const PartNumber of [1, 2, 3, 4]) {
    const part = new UploadPartCommand({ ...target, UploadId, PartNumber, Body });
    Parts.push({ PartNumber, ETag: (await aws.client.send(part)).ETag });
  }
  const MultipartUpload = { Parts };
  await aws.client.send(
    new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }),
  );
  const found = await aws.client.send(new GetObjectCommand(target));
  await aws.client.send(new DeleteObjectCommand(target));
  expect((await found.Body?.transformToByteArray())?.length).toBe(4 * Body.length);
  await expect.poll(() => files().length).toBe(0);
});
