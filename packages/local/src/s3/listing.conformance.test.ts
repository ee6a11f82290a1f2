import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
beforeAll(async () => {
  aws = await startLaptopS3();
});
afterAll(() => aws.stop());

async function bucketWith(keys: readonly string[]): Promise<string> {
  const Bucket = await aws.bucket();
  for (const Key of keys) await aws.client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  return Bucket;
}

const keysOf = ({ Contents }: ListObjectsV2CommandOutput) => Contents?.map(({ Key }) => Key) ?? [];

/** All pages of a V2 listing: what each page holds. */
async function pages(input: {
  Bucket: string;
  Prefix?: string;
  Delimiter?: string;
  MaxKeys: number;
}) {
  const all: string[][] = [];
  let token: string | undefined;
  do {
    const ContinuationToken = token;
    const page = await aws.client.send(
      new ListObjectsV2Command({ ...input, ...(ContinuationToken && { ContinuationToken }) }),
    );
    const prefixes = page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [];
    all.push([...keysOf(page), ...prefixes].map(String));
    token = page.NextContinuationToken;
    expect(page.IsTruncated).toBe(token !== undefined);
  } while (token);
  return all;
}

describe("ListObjectsV2", () => {
  it("lists keys in the order of their UTF-8 bytes", async () => {
    const Bucket = await bucketWith(["b", "a/2", "a", "é", "a/10", "Z", "\u{1F600}", "\uFFFD"]);
    const page = await aws.client.send(new ListObjectsV2Command({ Bucket }));
    expect(keysOf(page)).toEqual(["Z", "a", "a/10", "a/2", "b", "é", "\uFFFD", "\u{1F600}"]);
    expect(page).toMatchObject({ KeyCount: 8, MaxKeys: 1000, IsTruncated: false, Name: Bucket });
    expect(page.Contents?.[0]).toMatchObject({
      Size: 1,
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      StorageClass: "STANDARD",
    });
  });

  it("pages through a prefix without losing or repeating a key", async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `l/${String(index).padStart(2, "0")}`);
    const Bucket = await bucketWith([...keys, "k", "m", "l"]);
    const found = await pages({ Bucket, Prefix: "l/", MaxKeys: 5 });
    expect(found.map((page) => page.length)).toEqual([5, 5, 2]);
    expect(found.flat()).toEqual(keys);
  });

  it("rolls keys up to common prefixes, which count and page like keys", async () => {
    const Bucket = await bucketWith(["a/1", "a/2", "b", "c/1", "c/2/3", "d/", "e"]);
    expect((await pages({ Bucket, Delimiter: "/", MaxKeys: 1 })).flat()).toEqual([
      ...["a/", "b", "c/", "d/", "e"],
    ]);
    const page = await aws.client.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
    expect(keysOf(page)).toEqual(["b", "e"]);
    expect(page.CommonPrefixes).toEqual([{ Prefix: "a/" }, { Prefix: "c/" }, { Prefix: "d/" }]);
    expect(page.KeyCount).toBe(5);
    expect(await pages({ Bucket, Prefix: "c/", Delimiter: "/", MaxKeys: 9 })).toEqual([
      ["c/1", "c/2/"],
    ]);
  });

  it("takes a delimiter of several characters", async () => {
    const Bucket = await bucketWith(["x--1", "x--2", "x-3"]);
    expect((await pages({ Bucket, Delimiter: "--", MaxKeys: 9 })).flat()).toEqual(["x-3", "x--"]);
  });

  it("starts after a key, be it there or not", async () => {
    const Bucket = await bucketWith(["a", "b", "c"]);
    for (const StartAfter of ["a", "aa"]) {
      const page = await aws.client.send(new ListObjectsV2Command({ Bucket, StartAfter }));
      expect(keysOf(page)).toEqual(["b", "c"]);
    }
  });

  it("encodes keys when asked to, and escapes them otherwise", async () => {
    const Bucket = await bucketWith(["a b&<c>/é+.txt"]);
    const plain = await aws.client.send(new ListObjectsV2Command({ Bucket }));
    expect(keysOf(plain)).toEqual(["a b&<c>/é+.txt"]);
    const encoded = await aws.client.send(
      new ListObjectsV2Command({ Bucket, EncodingType: "url", Prefix: "a b" }),
    );
    expect(keysOf(encoded)).toEqual(["a+b%26%3Cc%3E/%C3%A9%2B.txt"]);
    expect(encoded).toMatchObject({ EncodingType: "url", Prefix: "a+b" });
  });

  it("answers MaxKeys 0 with nothing and refuses a foreign continuation token", async () => {
    const Bucket = await bucketWith(["a"]);
    const none = await aws.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
    const bad = new ListObjectsV2Command({ Bucket, ContinuationToken: "made up!" });
    await expect(aws.client.send(bad)).rejects.toMatchObject({ name: "InvalidArgument" });
    const negative = new ListObjectsV2Command({ Bucket, MaxKeys: -1 });
    await expect(aws.client.send(negative)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("tells the owner only when asked", async () => {
    const Bucket = await bucketWith(["a"]);
    const without = await aws.client.send(new ListObjectsV2Command({ Bucket }));
    expect(without.Contents?.[0]?.Owner).toBeUndefined();
    const withOwner = await aws.client.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }));
    expect(withOwner.Contents?.[0]?.Owner?.ID).toMatch(/^0+$/);
  });
});

describe("ListObjects", () => {
  it("pages by marker, over common prefixes too", async () => {
    const Bucket = await bucketWith(["a/1", "a/2", "b", "c/1"]);
    const input = { Bucket, Delimiter: "/", MaxKeys: 1 };
    const first = await aws.client.send(new ListObjectsCommand(input));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "a/" });
    expect(first.CommonPrefixes).toEqual([{ Prefix: "a/" }]);
    const second = await aws.client.send(new ListObjectsCommand({ ...input, Marker: "a/" }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["b"]);
    const third = await aws.client.send(new ListObjectsCommand({ ...input, Marker: "b" }));
    expect(third).toMatchObject({ IsTruncated: false, CommonPrefixes: [{ Prefix: "c/" }] });
  });

  it("has no next marker without a delimiter: the last key is the marker", async () => {
    const Bucket = await bucketWith(["a", "b", "c"]);
    const page = await aws.client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
    expect(page.IsTruncated).toBe(true);
    expect(page.NextMarker).toBeUndefined();
    const rest = await aws.client.send(new ListObjectsCommand({ Bucket, Marker: "b" }));
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["c"]);
  });
});
