import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
beforeAll(async () => {
  aws = await startLaptopS3();
});
afterAll(() => aws.stop());

const read = async (input: GetObjectCommandInput) => {
  const output = await aws.client.send(new GetObjectCommand(input));
  return { ...output, text: await output.Body?.transformToString() };
};

describe("buckets", () => {
  it("lists the buckets that were created, by prefix too", async () => {
    await aws.client.send(new CreateBucketCommand({ Bucket: "list-me-1" }));
    await aws.client.send(new CreateBucketCommand({ Bucket: "list-me-2" }));
    const all = await aws.client.send(new ListBucketsCommand({ Prefix: "list-me" }));
    expect(all.Buckets?.map((bucket) => bucket.Name)).toEqual(["list-me-1", "list-me-2"]);
    expect(all.Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    const page = await aws.client.send(
      new ListBucketsCommand({ Prefix: "list-me", MaxBuckets: 1 }),
    );
    const ContinuationToken = page.ContinuationToken;
    const next = await aws.client.send(
      new ListBucketsCommand({ Prefix: "list-me", ContinuationToken }),
    );
    expect(next.Buckets?.map((bucket) => bucket.Name)).toEqual(["list-me-2"]);
  });

  it("refuses to create a bucket twice", async () => {
    const Bucket = await aws.bucket();
    await expect(aws.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
    });
  });

  it("refuses a bucket name that is not valid", async () => {
    for (const Bucket of ["UPPER", "a_b", "1.2.3.4"]) {
      await expect(aws.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
        name: "InvalidBucketName",
      });
    }
  });

  it("knows the region of a bucket and that a bucket is missing", async () => {
    const Bucket = await aws.bucket();
    const head = await aws.client.send(new HeadBucketCommand({ Bucket }));
    expect(head.BucketRegion).toBe("eu-central-1");
    const location = await aws.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(location.LocationConstraint).toBe("eu-central-1");
    const missing = new HeadBucketCommand({ Bucket: "not-there" });
    await expect(aws.client.send(missing)).rejects.toMatchObject({ name: "NotFound" });
    await expect(
      aws.client.send(new ListObjectsV2Command({ Bucket: "not-there" })),
    ).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  it("deletes a bucket only when it is empty", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    const remove = () => aws.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(remove()).rejects.toMatchObject({ name: "BucketNotEmpty" });
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await remove();
    await expect(aws.client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

describe("objects", () => {
  it("returns an object with its metadata, content headers and ETag", async () => {
    const Bucket = await aws.bucket();
    const put = await aws.client.send(
      new PutObjectCommand({
        Bucket,
        Key: "greeting.txt",
        Body: "hello world",
        ContentType: "text/plain",
        CacheControl: "max-age=60",
        ContentDisposition: 'attachment; filename="g.txt"',
        ContentEncoding: "identity",
        ContentLanguage: "de",
        Metadata: { tenant: "t1" },
      }),
    );
    expect(put.ETag).toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"');
    const found = await read({ Bucket, Key: "greeting.txt" });
    expect(found).toMatchObject({
      text: "hello world",
      ETag: put.ETag,
      ContentLength: 11,
      ContentType: "text/plain",
      CacheControl: "max-age=60",
      ContentDisposition: 'attachment; filename="g.txt"',
      ContentEncoding: "identity",
      ContentLanguage: "de",
      Metadata: { tenant: "t1" },
      AcceptRanges: "bytes",
      ServerSideEncryption: "AES256",
    });
    expect(found.LastModified).toBeInstanceOf(Date);
    const head = await aws.client.send(new HeadObjectCommand({ Bucket, Key: "greeting.txt" }));
    expect(head).toMatchObject({ ContentLength: 11, ETag: put.ETag, Metadata: { tenant: "t1" } });
  });

  it("answers NoSuchKey to GET and NotFound to HEAD of a missing object", async () => {
    const Bucket = await aws.bucket();
    await expect(read({ Bucket, Key: "none" })).rejects.toMatchObject({ name: "NoSuchKey" });
    const head = new HeadObjectCommand({ Bucket, Key: "none" });
    await expect(aws.client.send(head)).rejects.toMatchObject({ name: "NotFound" });
  });

  it("stores an empty object", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "empty", Body: "" }));
    expect(await read({ Bucket, Key: "empty" })).toMatchObject({ text: "", ContentLength: 0 });
  });

  it("keeps odd keys apart and inside its root", async () => {
    const Bucket = await aws.bucket();
    const keys = [
      ...["a/b c+é.txt", "..", "../..", "../../etc/passwd", "a/../b", "./x", "/leading", "//two/"],
      ...[
        "slash/",
        "emoji 🦊/日本",
        "it's (1)*!~",
        "100%25",
        "&<>\"'",
        "new\nline",
        "a\\b",
        " sp ",
      ],
      ...["x".repeat(1024), "é".repeat(512), "nul\0key", "?q=1#frag", "con.txt", "~/", "+"],
    ];
    const before = readdirSync(join(aws.root, "..")).sort();
    for (const Key of keys) await aws.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    for (const Key of keys) expect((await read({ Bucket, Key })).text).toBe(Key);
    const listed = await aws.client.send(new ListObjectsV2Command({ Bucket, EncodingType: "url" }));
    const decode = (key = "") => decodeURIComponent(key.replaceAll("+", " "));
    expect(listed.Contents?.map(({ Key }) => decode(Key)).sort()).toEqual([...keys].sort());
    expect(readdirSync(join(aws.root, "..")).sort()).toEqual(before);
    const plain = keys.filter((key) => !key.includes("\0"));
    const Objects = plain.map((Key) => ({ Key }));
    const deleted = await aws.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    );
    expect(deleted.Deleted?.map(({ Key }) => Key)).toEqual(plain);
  });

  it("refuses a key of more than 1024 bytes", async () => {
    const Bucket = await aws.bucket();
    const put = new PutObjectCommand({ Bucket, Key: "é".repeat(513), Body: "x" });
    await expect(aws.client.send(put)).rejects.toMatchObject({ name: "KeyTooLongError" });
  });

  it("refuses more than 2 KB of user metadata", async () => {
    const Bucket = await aws.bucket();
    const Metadata = { note: "x".repeat(2048) };
    const put = new PutObjectCommand({ Bucket, Key: "k", Body: "x", Metadata });
    await expect(aws.client.send(put)).rejects.toMatchObject({ name: "MetadataTooLarge" });
  });

  it("deletes an object, and deletes a missing one without complaint", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await expect(read({ Bucket, Key: "k" })).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("deletes many objects at once, quietly if asked", async () => {
    const Bucket = await aws.bucket();
    for (const Key of ["a", "b&<c>", "d"]) {
      await aws.client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    }
    const Objects = [{ Key: "a" }, { Key: "b&<c>" }, { Key: "never" }];
    const loud = await aws.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(loud.Deleted?.map(({ Key }) => Key)).toEqual(["a", "b&<c>", "never"]);
    const Delete = { Objects: [{ Key: "d" }], Quiet: true };
    const quiet = await aws.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(quiet.Deleted).toBeUndefined();
    expect((await aws.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  it("returns what GetObjectAttributes asks for", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "hello" }));
    const attributes = await aws.client.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: "k",
        ObjectAttributes: ["ETag", "ObjectSize", "Checksum", "StorageClass"],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: "5d41402abc4b2a76b9719d911017c592",
      ObjectSize: 5,
      StorageClass: "STANDARD",
      Checksum: { ChecksumCRC32: "NhCmhg==" },
    });
  });
});

describe("uploads", () => {
  it("takes a stream of many chunks with a trailing checksum", async () => {
    const Bucket = await aws.bucket();
    const chunks = Array.from({ length: 40 }, () => randomBytes(50_000));
    const body = Buffer.concat(chunks);
    await aws.client.send(
      new PutObjectCommand({
        Bucket,
        Key: "stream",
        Body: Readable.from(chunks),
        ContentLength: body.length,
      }),
    );
    const found = await aws.client.send(new GetObjectCommand({ Bucket, Key: "stream" }));
    expect(found.ContentEncoding).toBeUndefined();
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  });

  it("stores and returns each checksum algorithm", async () => {
    const Bucket = await aws.bucket();
    const known = {
      CRC32: "y/Q5Jg==",
      CRC32C: "4waSgw==",
      CRC64NVME: "rosUhgp5mIg=",
      SHA1: "98O8HYCOBHMq32eZZczDTKeuNEE=",
      SHA256: "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    } as const;
    for (const [name, value] of Object.entries(known)) {
      const input = { Bucket, Key: name, Body: "123456789", [`Checksum${name}`]: value };
      await aws.client.send(new PutObjectCommand(input));
      const head = await aws.client.send(
        new HeadObjectCommand({ Bucket, Key: name, ChecksumMode: "ENABLED" }),
      );
      expect(head).toMatchObject({ [`Checksum${name}`]: value, ChecksumType: "FULL_OBJECT" });
      const plain = await aws.client.send(new HeadObjectCommand({ Bucket, Key: name }));
      expect(plain).not.toHaveProperty(`Checksum${name}`, value);
    }
  });

  it("refuses a body that does not match its checksum with BadDigest and stores nothing", async () => {
    const Bucket = await aws.bucket();
    const wrong = { CRC32: "AAAAAA==", CRC32C: "AAAAAA==", CRC64NVME: "AAAAAAAAAAA=" };
    for (const [name, value] of Object.entries(wrong)) {
      const input = { Bucket, Key: "k", Body: "123456789", [`Checksum${name}`]: value };
      await expect(aws.client.send(new PutObjectCommand(input))).rejects.toMatchObject({
        name: "BadDigest",
      });
    }
    const md5 = new PutObjectCommand({
      Bucket,
      Key: "k",
      Body: "x",
      ContentMD5: "XrY7u+Ae7tCTyyK7j1rNww==",
    });
    await expect(aws.client.send(md5)).rejects.toMatchObject({ name: "BadDigest" });
    const short = new PutObjectCommand({ Bucket, Key: "k", Body: "x", ContentMD5: "AAAA" });
    await expect(aws.client.send(short)).rejects.toMatchObject({ name: "InvalidDigest" });
    await expect(read({ Bucket, Key: "k" })).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("copies", () => {
  it("copies body, metadata and tags by default", async () => {
    const Bucket = await aws.bucket();
    const Key = "from/a b+é.txt";
    await aws.client.send(
      new PutObjectCommand({ Bucket, Key, Body: "x", Metadata: { a: "1" }, Tagging: "t=1" }),
    );
    const CopySource = encodeURI(`${Bucket}/${Key}`).replaceAll("+", "%2B");
    const copy = await aws.client.send(new CopyObjectCommand({ Bucket, Key: "to", CopySource }));
    expect(copy.CopyObjectResult?.ETag).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
    expect(await read({ Bucket, Key: "to" })).toMatchObject({
      text: "x",
      Metadata: { a: "1" },
      TagCount: 1,
    });
  });

  it("replaces metadata and tags when the directives say so", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(
      new PutObjectCommand({ Bucket, Key: "a", Body: "x", Metadata: { a: "1" }, Tagging: "t=1" }),
    );
    await aws.client.send(
      new CopyObjectCommand({
        Bucket,
        Key: "a",
        CopySource: `/${Bucket}/a`,
        MetadataDirective: "REPLACE",
        Metadata: { b: "2" },
        ContentType: "text/css",
        TaggingDirective: "REPLACE",
      }),
    );
    const found = await read({ Bucket, Key: "a" });
    expect(found).toMatchObject({ Metadata: { b: "2" }, ContentType: "text/css", text: "x" });
    expect(found.TagCount).toBeUndefined();
  });

  it("refuses to copy an object onto itself without a change", async () => {
    const Bucket = await aws.bucket();
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    const copy = new CopyObjectCommand({ Bucket, Key: "a", CopySource: `${Bucket}/a` });
    await expect(aws.client.send(copy)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("copies only under the conditions on the source", async () => {
    const Bucket = await aws.bucket();
    const { ETag } = await aws.client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    const copy = { Bucket, Key: "b", CopySource: `${Bucket}/a` };
    for (const condition of [
      { CopySourceIfMatch: '"other"' },
      { CopySourceIfNoneMatch: ETag },
      { CopySourceIfUnmodifiedSince: new Date(Date.now() - 3600e3) },
      { CopySourceIfModifiedSince: new Date(Date.now() + 3600e3) },
    ]) {
      const command = new CopyObjectCommand({ ...copy, ...condition });
      await expect(aws.client.send(command)).rejects.toMatchObject({ name: "PreconditionFailed" });
    }
    await aws.client.send(new CopyObjectCommand({ ...copy, CopySourceIfMatch: ETag }));
    expect((await read({ Bucket, Key: "b" })).text).toBe("x");
  });
});
