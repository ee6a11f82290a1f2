import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
let Bucket: string;
const Key = "alphabet";
const ETag = '"fd0a7ce49a3ec9ab0ee5f3f4b3aa1bb5"';
beforeAll(async () => {
  aws = await startLaptopS3();
  Bucket = await aws.bucket();
  await aws.client.send(new PutObjectCommand({ Bucket, Key, Body: "abcdefghij" }));
});
afterAll(() => aws.stop());

const read = async (input: Partial<GetObjectCommandInput>) => {
  const output = await aws.client.send(new GetObjectCommand({ Bucket, Key, ...input }));
  return { ...output, text: await output.Body?.transformToString() };
};
const etag = async () => (await aws.client.send(new HeadObjectCommand({ Bucket, Key }))).ETag;

describe("ranges", () => {
  it.each([
    ["bytes=2-4", "cde", "bytes 2-4/10"],
    ["bytes=7-", "hij", "bytes 7-9/10"],
    ["bytes=-3", "hij", "bytes 7-9/10"],
    ["bytes=-99", "abcdefghij", "bytes 0-9/10"],
    ["bytes=8-99", "ij", "bytes 8-9/10"],
    ["bytes=0-0", "a", "bytes 0-0/10"],
  ])("answers %s with %s", async (Range, text, ContentRange) => {
    const found = await read({ Range });
    expect(found).toMatchObject({ text, ContentRange, ContentLength: text.length });
    expect(found.$metadata.httpStatusCode).toBe(206);
  });

  it.each(["bytes=0-1,4-5", "bytes=5-2", "lines=1-2"])(
    "answers %s with the whole object",
    async (Range) => {
      const found = await read({ Range });
      expect(found.text).toBe("abcdefghij");
      expect(found.$metadata.httpStatusCode).toBe(200);
    },
  );

  it("refuses a range beyond the end", async () => {
    for (const Range of ["bytes=10-", "bytes=-0"]) {
      await expect(read({ Range })).rejects.toMatchObject({
        name: "InvalidRange",
        $metadata: { httpStatusCode: 416 },
      });
    }
  });
});

describe("conditional reads", () => {
  const past = new Date(Date.now() - 3_600_000);
  const future = new Date(Date.now() + 3_600_000);
  const notModified = { $metadata: { httpStatusCode: 304 } };
  const failed = { $metadata: { httpStatusCode: 412 } };

  it("answers 304 when If-None-Match has the ETag", async () => {
    const IfNoneMatch = await etag();
    await expect(read({ ...(IfNoneMatch && { IfNoneMatch }) })).rejects.toMatchObject(notModified);
    expect((await read({ IfNoneMatch: ETag })).text).toBe("abcdefghij");
  });

  it("answers 412 when If-Match has another ETag", async () => {
    await expect(read({ IfMatch: ETag })).rejects.toMatchObject(failed);
    expect((await read({ IfMatch: `${ETag}, ${await etag()}` })).text).toBe("abcdefghij");
    expect((await read({ IfMatch: "*" })).text).toBe("abcdefghij");
  });

  it("obeys If-Modified-Since and If-Unmodified-Since", async () => {
    await expect(read({ IfModifiedSince: future })).rejects.toMatchObject(notModified);
    expect((await read({ IfModifiedSince: past })).text).toBe("abcdefghij");
    await expect(read({ IfUnmodifiedSince: past })).rejects.toMatchObject(failed);
    expect((await read({ IfUnmodifiedSince: future })).text).toBe("abcdefghij");
  });

  it("lets ETags win over dates", async () => {
    const tag = String(await etag());
    expect((await read({ IfMatch: tag, IfUnmodifiedSince: past })).text).toBe("abcdefghij");
    const both = { IfNoneMatch: ETag, IfModifiedSince: future };
    expect((await read(both)).text).toBe("abcdefghij");
  });
});

describe("conditional writes", () => {
  const put = (input: { Key: string; IfMatch?: string; IfNoneMatch?: string }) =>
    aws.client.send(new PutObjectCommand({ Bucket, Body: "new", ...input }));

  it("writes with If-None-Match: * only where no object is", async () => {
    await put({ Key: "fresh", IfNoneMatch: "*" });
    await expect(put({ Key: "fresh", IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
  });

  it("lets exactly one of several writers win with If-None-Match: *", async () => {
    const writes = Array.from({ length: 5 }, () => put({ Key: "race", IfNoneMatch: "*" }));
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("writes with If-Match only over the object that the caller saw", async () => {
    const first = await put({ Key: "seen" });
    await expect(put({ Key: "seen", IfMatch: ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await put({ Key: "seen", IfMatch: String(first.ETag) });
    await expect(put({ Key: "unseen", IfMatch: ETag })).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });

  it("deletes with If-Match only the object that the caller saw", async () => {
    const { ETag: IfMatch } = await put({ Key: "doomed" });
    const remove = (tag: string) =>
      aws.client.send(new DeleteObjectCommand({ Bucket, Key: "doomed", IfMatch: tag }));
    await expect(remove(ETag)).rejects.toMatchObject({ name: "PreconditionFailed" });
    await remove(String(IfMatch));
  });
});

describe("response overrides", () => {
  it("answers with the content headers that a signed request names", async () => {
    const found = await read({
      ResponseContentType: "text/csv",
      ResponseContentDisposition: 'attachment; filename="x.csv"',
      ResponseCacheControl: "no-store",
    });
    expect(found).toMatchObject({
      ContentType: "text/csv",
      ContentDisposition: 'attachment; filename="x.csv"',
      CacheControl: "no-store",
    });
  });
});
