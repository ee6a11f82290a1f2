import {
  CopyObjectCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
beforeAll(async () => {
  aws = await startLaptopS3();
});
afterAll(() => aws.stop());

const setVersioning = (Bucket: string, Status: "Enabled" | "Suspended") =>
  aws.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

async function versionedBucket() {
  const Bucket = await aws.bucket();
  await setVersioning(Bucket, "Enabled");
  return Bucket;
}

const put = async (Bucket: string, Key: string, Body: string) =>
  String((await aws.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId);

const read = async (Bucket: string, Key: string, VersionId?: string) => {
  const get = new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) });
  return (await aws.client.send(get)).Body?.transformToString();
};

const versionsOf = (Bucket: string) => aws.client.send(new ListObjectVersionsCommand({ Bucket }));

describe("versioning", () => {
  it("is off, then enabled, then suspended", async () => {
    const Bucket = await aws.bucket();
    const status = async () =>
      (await aws.client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    expect(await status()).toBeUndefined();
    await setVersioning(Bucket, "Enabled");
    expect(await status()).toBe("Enabled");
    await setVersioning(Bucket, "Suspended");
    expect(await status()).toBe("Suspended");
  });

  it("keeps every version and serves each by its ID", async () => {
    const Bucket = await versionedBucket();
    const [one, two] = [await put(Bucket, "k", "1"), await put(Bucket, "k", "2")];
    expect(one).not.toBe(two);
    expect(await read(Bucket, "k")).toBe("2");
    expect(await read(Bucket, "k", one)).toBe("1");
    const { Versions } = await versionsOf(Bucket);
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [two, true],
      [one, false],
    ]);
    const head = await aws.client.send(new HeadObjectCommand({ Bucket, Key: "k" }));
    expect(head.VersionId).toBe(two);
  });

  it("deletes by a marker, and brings the object back when the marker is deleted", async () => {
    const Bucket = await versionedBucket();
    await put(Bucket, "k", "1");
    const deleted = await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(read(Bucket, "k")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect((await aws.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const listed = await versionsOf(Bucket);
    expect(listed.DeleteMarkers).toMatchObject([{ Key: "k", IsLatest: true }]);
    expect(listed.Versions).toMatchObject([{ Key: "k", IsLatest: false }]);
    await expect(read(Bucket, "k", deleted.VersionId)).rejects.toMatchObject({
      name: "MethodNotAllowed",
    });
    const { VersionId } = deleted;
    const undo = await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k", VersionId }));
    expect(undo).toMatchObject({ DeleteMarker: true, VersionId });
    expect(await read(Bucket, "k")).toBe("1");
  });

  it("deletes one version for good; the one before is the latest again", async () => {
    const Bucket = await versionedBucket();
    const [one, two] = [await put(Bucket, "k", "1"), await put(Bucket, "k", "2")];
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k", VersionId: two }));
    expect(await read(Bucket, "k")).toBe("1");
    await expect(read(Bucket, "k", two)).rejects.toMatchObject({ name: "NoSuchVersion" });
    await expect(read(Bucket, "k", "garbage")).rejects.toMatchObject({ name: "InvalidArgument" });
    const Objects = [{ Key: "k", VersionId: one }];
    const many = await aws.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(many.Deleted).toEqual([{ Key: "k", VersionId: one }]);
    await aws.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it("writes the version null while it is suspended, and only replaces that", async () => {
    const Bucket = await aws.bucket();
    await put(Bucket, "k", "before");
    await setVersioning(Bucket, "Enabled");
    const kept = await put(Bucket, "k", "kept");
    expect(await read(Bucket, "k", "null")).toBe("before");
    await setVersioning(Bucket, "Suspended");
    await put(Bucket, "k", "suspended");
    expect(await read(Bucket, "k", "null")).toBe("suspended");
    expect(await read(Bucket, "k", kept)).toBe("kept");
    const deleted = await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    const listed = await versionsOf(Bucket);
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([kept]);
  });

  it("refuses to delete a bucket that holds only old versions", async () => {
    const Bucket = await versionedBucket();
    await put(Bucket, "k", "1");
    await aws.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await expect(aws.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
  });

  it("copies an old version", async () => {
    const Bucket = await versionedBucket();
    const one = await put(Bucket, "k", "1");
    await put(Bucket, "k", "2");
    const CopySource = `${Bucket}/k?versionId=${one}`;
    const copy = await aws.client.send(new CopyObjectCommand({ Bucket, Key: "k", CopySource }));
    expect(copy.CopySourceVersionId).toBe(one);
    expect(await read(Bucket, "k")).toBe("1");
  });

  it("lists versions in pages that may end between two versions of a key", async () => {
    const Bucket = await versionedBucket();
    const ids: string[] = [];
    for (const Key of ["a", "a", "a", "b", "dir/x"]) ids.push(await put(Bucket, Key, Key));
    const found: (string | undefined)[] = [];
    let markers = {};
    for (let more = true; more; ) {
      const page = await aws.client.send(
        new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }),
      );
      found.push(...(page.Versions?.map(({ VersionId }) => VersionId) ?? []));
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      more = page.IsTruncated === true;
    }
    expect(found).toEqual([ids[2], ids[1], ids[0], ids[3], ids[4]]);
    const rolled = await aws.client.send(new ListObjectVersionsCommand({ Bucket, Delimiter: "/" }));
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: "dir/" }]);
  });
});

describe("object tags", () => {
  const setTags = (Bucket: string, Key: string, tags: Record<string, string>, VersionId?: string) =>
    aws.client.send(
      new PutObjectTaggingCommand({
        Bucket,
        Key,
        Tagging: { TagSet: Object.entries(tags).map(([k, Value]) => ({ Key: k, Value })) },
        ...(VersionId && { VersionId }),
      }),
    );
  const tags = async (Bucket: string, Key: string, VersionId?: string) => {
    const get = new GetObjectTaggingCommand({ Bucket, Key, ...(VersionId && { VersionId }) });
    const { TagSet } = await aws.client.send(get);
    return Object.fromEntries((TagSet ?? []).map((tag) => [tag.Key, tag.Value]));
  };

  it("are set, read and deleted without touching the object", async () => {
    const Bucket = await aws.bucket();
    await put(Bucket, "k", "content");
    const before = await aws.client.send(new HeadObjectCommand({ Bucket, Key: "k" }));
    await setTags(Bucket, "k", { scan: "clean", "ä&<b>": "1 2" });
    expect(await tags(Bucket, "k")).toEqual({ scan: "clean", "ä&<b>": "1 2" });
    const after = await aws.client.send(new GetObjectCommand({ Bucket, Key: "k" }));
    expect(after).toMatchObject({
      ETag: before.ETag,
      TagCount: 2,
      LastModified: before.LastModified,
    });
    expect(await after.Body?.transformToString()).toBe("content");
    await aws.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: "k" }));
    expect(await tags(Bucket, "k")).toEqual({});
  });

  it("belong to one version", async () => {
    const Bucket = await versionedBucket();
    const [one, two] = [await put(Bucket, "k", "1"), await put(Bucket, "k", "2")];
    await setTags(Bucket, "k", { of: "one" }, one);
    await setTags(Bucket, "k", { of: "two" });
    expect(await tags(Bucket, "k", one)).toEqual({ of: "one" });
    expect(await tags(Bucket, "k", two)).toEqual({ of: "two" });
    expect((await versionsOf(Bucket)).Versions).toHaveLength(2);
  });

  it("are taken from the header of an upload", async () => {
    const Bucket = await aws.bucket();
    const Tagging = "a=1&b=x%20y";
    await aws.client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x", Tagging }));
    expect(await tags(Bucket, "k")).toEqual({ a: "1", b: "x y" });
  });

  it("are at most ten, each with a key of its own", async () => {
    const Bucket = await aws.bucket();
    await put(Bucket, "k", "x");
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, "v"]));
    await expect(setTags(Bucket, "k", eleven)).rejects.toMatchObject({ name: "BadRequest" });
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    const put2 = new PutObjectTaggingCommand({ Bucket, Key: "k", Tagging: { TagSet: twice } });
    await expect(aws.client.send(put2)).rejects.toMatchObject({ name: "InvalidTag" });
    await expect(setTags(Bucket, "none", { a: "1" })).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});
